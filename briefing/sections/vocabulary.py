"""Words of a topic that no document holds, and what the documents say instead: for tuning a config."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from briefing.analysis.references import saying
from briefing.analysis.words import stopwords, words
from briefing.model import Document, Facet, Query, Sentence, Topic
from briefing.sections.build import languages_of
from briefing.sections.claims import Rarity, content, rarity
from briefing.sections.matching import Matcher
from briefing.sections.query import understand
from briefing.sections.relevance import rate
from briefing.sections.scan import Corpus, gather

PROPOSED = 5
"""Words that are proposed instead, at the most."""
ALIKE = 0.75
"""How alike two spellings are, by difflib's ratio, for the one to be proposed for the other."""
LENGTHS_APART = 3
"""Letters by which two spellings of one word differ in length, at the most."""
BEST = 10
"""Sentences whose words are proposed: those that speak most of the topic."""
LEAST_TIMES = 2
"""How often a word stands in those, or in the whole corpus, before it is proposed: once may be chance."""


def unheard(
    topics: Sequence[Topic], documents: Sequence[Document], split: Callable[[Document], Sequence[Sentence]]
) -> tuple[str, ...]:
    """A warning for each notion of a topic that no document speaks of in any word that the lexicon or the config knows
    for it, with the words that might be meant."""
    languages = languages_of(documents)
    queries = [understand(topic, languages) for topic in topics]
    corpus = gather(documents, queries, split)
    written = _written(documents)
    rare = rarity(content(passage.words, passage.sentence.document.language) for passage in corpus.passages)
    return tuple(
        warning
        for topic, query in zip(topics, queries, strict=True)
        for warning in _warnings(topic, query, corpus, written, rare)
    )


def _warnings(topic: Topic, query: Query, corpus: Corpus, written: Mapping[str, int], rare: Rarity) -> Iterator[str]:
    heard = _heard(query, corpus)
    named = [facet for facet in query.facets if facet.origin != "question"]
    if named and not any(id(facet) in heard for facet in named):
        yield f"topic {topic.title!r}: no document holds a word of it{_instead(named, query, corpus, written, rare)}"
        return
    # a statement has many words, and whoever states the same fact uses some of them
    for facet in named:
        if facet.origin in ("terms", "speakers"):
            yield from _unheard_terms(topic, facet, query, corpus, written, rare)
        elif id(facet) not in heard and not (query.statement and facet.origin == "title"):
            said = _instead([facet], query, corpus, written, rare)
            effect = ", so nothing can be found" if facet.origin == "require" else ""
            yield f"topic {topic.title!r}: no document holds {facet.name!r} or what means the same{effect}{said}"


def _unheard_terms(
    topic: Topic, facet: Facet, query: Query, corpus: Corpus, written: Mapping[str, int], rare: Rarity
) -> Iterator[str]:
    """Each term is the reader's own word, and a misspelt one among good ones would go unseen."""
    alone = {term.text: Facet(term.text, (term,)) for term in facet.terms if term.origin == facet.origin}
    heard = _heard(Query(tuple(alone.values())), corpus)
    for text, own in alone.items():
        if id(own) not in heard:
            said = _instead([own], query, corpus, written, rare)
            kind = "term" if facet.origin == "terms" else "speaker"
            yield f"topic {topic.title!r}: no document holds the {kind} {text!r}{said}"


def _heard(query: Query, corpus: Corpus) -> set[int]:
    """The facets, by identity, of which some sentence speaks."""
    matcher = Matcher(query.facets)
    return {id(query.facets[m.facet]) for passage in corpus.passages for m in matcher.matches(passage.words)}


# --- what to write instead -------------------------------------------------------------------------------------


def _instead(facets: Sequence[Facet], query: Query, corpus: Corpus, written: Mapping[str, int], rare: Rarity) -> str:
    own = [part for facet in facets for part in words(facet.terms[0].text.rstrip("*"), "en").written]
    spelt = [word for part in own for word in _alike(part, written)][:PROPOSED]
    if spelt:
        return f"; they write {_listed(spelt)}"
    if beside := _beside(query, corpus, rare):
        return f"; the sentences nearest to it speak of {_listed(beside)}"
    if most := [word for word, _ in sorted(written.items(), key=lambda item: (-item[1], item[0]))[:PROPOSED]]:
        return f"; they speak most of {_listed(most)}"
    return ""


def _listed(found: Sequence[str]) -> str:
    return ", ".join(map(repr, found))


def _alike(word: str, written: Mapping[str, int]) -> list[str]:
    near = [w for w in written if w[0] == word[0].lower() and abs(len(w) - len(word)) <= LENGTHS_APART]
    return get_close_matches(word.lower(), near, n=2, cutoff=ALIKE)


def _beside(query: Query, corpus: Corpus, rare: Rarity) -> list[str]:
    """The words that mark the best sentences: often there, and rare elsewhere (Rocchio's feedback, without a model)."""
    open_query = replace(query, facets=tuple(facet for facet in query.facets if facet.origin != "require"))
    best = sorted(rate(open_query, corpus), key=lambda rating: (-round(rating.score, 9), rating.passage))[:BEST]
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    own = {stem for facet in query.facets for term in facet.terms for stem in term.stems}
    for rating in best:
        passage = corpus.passages[rating.passage]
        language = passage.sentence.document.language
        for stem, text in zip(passage.words.stems, passage.words.written, strict=True):
            if stem not in own and _tells(text, language):
                counts[stem] += 1
                names.setdefault(stem, text)
    ranked = sorted(counts, key=lambda stem: (-counts[stem] * rare.of(stem), stem))
    return [names[stem] for stem in ranked if counts[stem] >= LEAST_TIMES][:PROPOSED]


def _tells(written: str, language: str | None) -> bool:
    """Whether a word tells what a text is about: not "with", "12" or "said"."""
    lower = written.lower()
    return lower[0].isalpha() and len(lower) > LENGTHS_APART and lower not in stopwords(language) | saying()


def _written(documents: Sequence[Document]) -> dict[str, int]:
    """Every word of the documents that is no function word, in lower case, with how often it stands there."""
    counts: Counter[str] = Counter()
    for document in documents:
        counts.update(
            w.lower() for w in words(document.text, document.language).written if _tells(w, document.language)
        )
    return dict(sorted(counts.items()))
