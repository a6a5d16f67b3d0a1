"""Why a sentence was chosen or left out, and which sentences a topic finds at all: for tuning a config."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefing.analysis.words import words
from briefing.model import Document, Explanation, Facet, Hit, Query, Section, Sentence, Topic
from briefing.sections.build import build_sections, languages_of
from briefing.sections.claims import Rarity, content, rarity
from briefing.sections.matching import Matcher
from briefing.sections.parties import learn
from briefing.sections.pins import find_pins
from briefing.sections.query import understand
from briefing.sections.relevance import rate, with_parties
from briefing.sections.scan import Corpus, gather
from briefing.sections.selection import enough, threshold

Split = Callable[[Document], Sequence[Sentence]]

PROPOSED = 4
"""Words of a sentence that are proposed as terms, the rarest first."""


def search(topic: Topic, documents: Sequence[Document], split: Split) -> tuple[Hit, ...]:
    """Every sentence that speaks to the topic at all, best first."""
    return _hits(*_searched(topic, documents, split))


def explain(topic: Topic, quotation: str, documents: Sequence[Document], split: Split) -> tuple[Explanation, ...]:
    """For each document that holds the quotation: what became of the sentence, and why. White space may differ."""
    (section,), _ = build_sections([topic], documents, split)
    query, corpus = _searched(topic, documents, split)
    hits = {hit.sentence.key: hit for hit in _hits(query, corpus)}
    least = threshold(query, hits.values())
    rare = rarity(content(passage.words, passage.sentence.document.language) for passage in corpus.passages)
    explanations = []
    for found in find_pins(quotation, documents, split):
        sentence, hit = found.sentence, hits.get(found.sentence.key)
        printed = _printed(section, sentence)
        reason = printed or _left_out(topic, query, sentence, hit, least)
        changes = _changes(topic, sentence, rare, bool(printed))
        explanations.append(Explanation(sentence, reason, hit, least, changes))
    return tuple(explanations)


def _searched(topic: Topic, documents: Sequence[Document], split: Split) -> tuple[Query, Corpus]:
    query = understand(topic, languages_of(documents))
    corpus = gather(documents, [query], split)
    parties = learn((passage.words, passage.sentence.document.language) for passage in corpus.passages)
    return with_parties(query, parties), corpus


def _hits(query: Query, corpus: Corpus) -> tuple[Hit, ...]:
    ratings = rate(query, corpus)
    printed = enough(query, ratings)
    ranked = sorted(ratings, key=lambda rating: (-round(rating.score, 9), rating.passage))
    return tuple(Hit(corpus.passages[r.passage].sentence, r.score, r.reasons, r.passage in printed) for r in ranked)


def _printed(section: Section, sentence: Sentence) -> str | None:
    for number, finding in enumerate(section.findings, 1):
        for excerpt in finding.excerpts:
            if not excerpt.holds(sentence):
                continue
            if excerpt.sentence.key != sentence.key:
                return f"printed with finding {number}, whose sentence needs it to be understood"
            if excerpt is finding.lead:
                return f"printed as finding {number}" + (", because it is pinned" if finding.pinned else "")
            return f"printed under finding {number}, which says the same"
    return None


def _left_out(topic: Topic, query: Query, sentence: Sentence, hit: Hit | None, least: float) -> str:
    kind = sentence.document.blocks[sentence.block].kind
    if kind in ("heading", "furniture"):
        return f"left out: it is {'a heading' if kind == 'heading' else 'page furniture'}, which is never evidence"
    if hit and not hit.enough and hit.score >= least:
        return "left out: others come nearer to the topic, or it only holds words that go with it"
    if hit and not hit.enough:
        missing = [
            facet.name for facet in query.facets if facet.name not in dict(hit.reasons) and facet.origin == "title"
        ]
        lacking = f"; it says nothing of {' or '.join(map(repr, missing))}" if missing else ""
        return f"left out: its score is below the least that is printed{lacking}"
    if hit:
        dropped = any(" ".join(one.split()) in " ".join(sentence.text.split()) for one in topic.drop)
        return (
            "left out: the config drops it" if dropped else f"left out: {topic.limit} better findings fill the section"
        )
    if query.exclude and Matcher([Facet("exclude", query.exclude)]).matches(
        words(sentence.text, sentence.document.language)
    ):
        return "left out: it holds an excluded term"
    if sentence.text.rstrip("\"'”’»").endswith("?"):
        return "left out: it is a question, and a question answers nothing"
    if any(facet.origin == "require" for facet in query.facets):
        return "left out: it does not meet every group of `require`"
    return "left out: it holds no word of the topic, nor one that the lexicon puts beside them"


def _changes(topic: Topic, sentence: Sentence, rare: Rarity, printed: bool) -> tuple[str, ...]:
    quotation = " ".join(sentence.text.split())
    if printed:
        return (f"drop: [{_quoted(quotation)}]",)
    cut = words(sentence.text, sentence.document.language)
    named = sorted(content(cut, sentence.document.language), key=lambda word: (-rare.of(word), word))
    own = dict(zip(cut.stems, cut.written, strict=True))
    proposed = [own[word] for word in named if word in own][:PROPOSED]
    changes = [f"terms: [{', '.join([*map(_quoted, topic.terms), *proposed])}]"] if proposed else []
    return (*changes, f"pin: [{_quoted(quotation)}]")


def _quoted(text: str) -> str:
    """As YAML takes it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
