"""Topic → Query: what a topic is about, facet by facet, and what kind of answer it wants.

A facet is one notion of the topic with every word that may stand for it: its own word, the names of the same country,
the words by which news texts speak of the same concept. So "force size" meets "fewer than 30,000 personnel".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.analysis.stance import saying_abroad
from briefing.analysis.words import Words, gaps, stopwords, straight, words
from briefing.lexicon import base, cached, grammar, spoken, table
from briefing.model import Facet, Query, Term, Topic
from briefing.sections.expressions import (
    DOES,
    SAME,
    Key,
    asks,
    best,
    entity_terms,
    is_stopword,
    known,
    means_something,
    names_party,
    own_term,
    parties_of,
    parts,
    shadows,
    term,
)
from briefing.sections.matching import Matcher

SHORT = 6
"""Words of a title that may ask for a kind of answer ("Force size"); a longer one that is no question states a fact."""
STATEMENT = 4
"""A title of this many facets or more that holds a verb states a fact."""
LONGEST = 4
"""Words in the longest expression of the lexicon that is looked up."""
OPENING = 1
"""Words that may stand before the one by which a question asks: "By whom", "Since when". Further on the same word joins
a clause: "What of the people who fled when it rained?"."""
WITHIN = 5
"""Letters from which on a word is looked for at the beginning and the end of compounds too: "Truppen" in
"Friedenstruppen"."""

_AUXILIARIES = frozenset(
    ("did", "does", "do", "has", "have", "will", "would", "is", "are", "was", "were", "can", "could")
)
_INTERROGATIVES = frozenset(("who", "whom", "where", "when"))

_SHARPER = frozenset((("event", "deed"), ("deed", "position"), ("event", "position")))
"""Kinds that are asked for after another, and tell what it meant."""

_POSSESSIVE = re.compile(r"['’]s?$")

_DONE = frozenset(("did", "has", "have"))
"""The auxiliaries of what was done: "Did police fire?", but not "Will the union strike?"."""


@cached
def understand(topic: Topic, languages: Sequence[str] = ("en",)) -> Query:
    """The query of a topic, put to documents in these languages, that of most documents first."""
    read = tuple(dict.fromkeys(map(base, languages)))
    languages = _written_first(topic, read)
    language = languages[0]
    facets: list[Facet] = []
    asked: list[str] = []
    for text, origin in ((topic.title, "title"), (topic.question or "", "question")):
        found, kinds = _facets(text, origin, languages)
        asked += kinds
        facets += [facet for facet in found if not any(_overlap(facet, other) for other in facets)]
    telling = [facet for facet in facets if facet.name.lower() not in grammar("modifiers", language)]
    facets = telling or facets  # "The new price cap" is about the cap, and New Delhi about neither
    if language not in read:
        facets = [facet for facet in facets if _sayable(facet, topic, read)] or facets
    if topic.terms:
        facets.append(Facet("terms", _terms(topic.terms, "terms", languages), "terms"))
    if topic.speakers:
        facets.append(Facet("speakers", tuple(entity_terms(topic.speakers, languages)), "speakers"))
    facets += [Facet(" or ".join(group), _terms(group, "require", languages), "require") for group in topic.require]
    statement = not asked and _states(topic.title, facets, language)
    return Query(
        facets=tuple(facets),
        shadows=_shadows(facets, languages),
        answer=_answer(topic, asked, language),
        subject=_subject(facets, topic.title, topic.question or topic.title, asked, language),
        units=_units(topic, facets, language),
        exclude=_terms(topic.exclude, "exclude", languages),
        statement=statement,
        function=_function_words(topic.title, language) if statement else (),
    )


def _written_first(topic: Topic, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages, before them the one in which the topic is written: one of them or English, whichever knows most
    of its words, the earlier where two know as many."""
    if languages == ("en",):
        return languages
    text = " ".join((topic.title, topic.question or "", *topic.speakers, *topic.figures))
    known_words = {language: _known_words(text, language) for language in (*languages, "en")}
    own = max(known_words, key=lambda language: known_words[language])
    return tuple(dict.fromkeys((own, *languages)))


def _known_words(text: str, language: str) -> int:
    cut = words(text, language)
    return sum(
        is_stopword(written, stem, language) or means_something(written, language)
        for written, stem in zip(cut.written, cut.stems, strict=True)
    )


def _sayable(facet: Facet, topic: Topic, languages: Sequence[str]) -> bool:
    """Whether documents in these languages can speak of it at all: by a name, or in words that the lexicon knows."""
    opening = topic.title.startswith(facet.name) or (topic.question or "").startswith(facet.name)
    return (facet.name[:1].isupper() and not opening) or any(
        one.language in languages and one.origin.startswith("lexicon") for one in facet.terms
    )


def _terms(texts: Sequence[str], origin: str, languages: Sequence[str]) -> tuple[Term, ...]:
    """The reader's own words, as documents in each language have them: each language has its own stems."""
    return tuple(term(text, origin, language) for text in texts for language in languages)


def _states(title: str, facets: Sequence[Facet], language: str | None) -> bool:
    """Whether the topic is a title alone that states a fact: a long one, or one with a subject or verb that only a
    sentence has ("The pier was closed")."""
    if not facets or any(facet.origin != "title" for facet in facets) or title.rstrip(" \"'”’»").endswith("?"):
        return False
    cut = words(title, language)
    lower = {straight(w.lower()) for w, s in zip(cut.written, cut.stems, strict=True) if s == s.lower()}
    if not lower.isdisjoint(grammar("finite", language)):
        return True
    return len(facets) >= STATEMENT and any(_is_verb(written, language) for written in cut.written[1:])


def _is_verb(word: str, language: str | None) -> bool:
    """Whether a word that is no name is, by its looks, what a sentence says of its subject. "Pacific fishing quotas
    after the storm" has none. Of other languages only the verbs of saying and wanting are known; where not even these
    are, any word may be one."""
    if base(language) != "en":
        saying = saying_abroad(language)
        return not saying or word in grammar("stances", language) or word in saying
    verbs = table("speech")
    told = any(word in forms[1:] for group in ("neutral", "claim", "stance") for forms in verbs[group].values())
    return word.islower() and (
        word in grammar("unreal", language)
        or word in grammar("past", language)
        or told
        or (word.endswith("ed") and len(word) > len("need"))
    )


def _function_words(title: str, language: str | None) -> tuple[Term, ...]:
    cut = words(title, language)
    found = {
        stem: written
        for stem, written in zip(cut.stems, cut.written, strict=True)
        if is_stopword(written, stem, language)
    }
    return tuple(Term((stem,), False, 1.0, written, "title") for stem, written in found.items())


def _answer(topic: Topic, asked: Sequence[str], language: str | None) -> str | None:
    if topic.speakers:
        return "position"
    if topic.figures:
        return "amount"
    if asked:  # "Police action: what did the police do?", "What did the mayor say?"
        later = [kind for kind in asked[1:] if (asked[0], kind) in _SHARPER]
        return later[0] if later else asked[0]
    first = words(topic.question or "", language).written[:1] if base(language) == "en" else ()
    if first and first[0].lower() in _DONE:
        return "deed"
    return "event" if first and first[0].lower() in _AUXILIARIES else None


def _possessives(text: str, cut: Words, language: str | None) -> frozenset[int]:
    """The words that say in English that what follows is somebody's: "the union's demands", "residents' views"; not
    "what's"."""
    if base(language) != "en":
        return frozenset()
    return frozenset(
        place
        for place, (word, gap) in enumerate(zip(cut.written, gaps(text, cut), strict=True))
        if _POSSESSIVE.sub("", word).lower() not in stopwords(language)
        and (_POSSESSIVE.search(word) or (word.lower().endswith("s") and gap[:2] in ("' ", "’ ")))
    )


def _holder(facets: Sequence[Facet], title: str, language: str | None) -> tuple[int, ...]:
    """Whose position a title asks for that names no country: "Position of the unions", "The government's response"."""
    cut = words(title, language)
    kinds = asks(True, language)
    asking = next((place for place, w in enumerate(cut.written) if kinds.get(w.lower()) == "position"), None)
    if asking is None:
        return ()
    matches = [match for match in Matcher(facets).matches(cut) if match.term.weight == 1.0]
    if asking - 1 in _possessives(title, cut, language):
        return tuple({match.facet: None for match in matches if match.last == asking - 1})
    place = asking + 1
    while place < len(cut.written) and cut.written[place].lower() in grammar("of", language):
        place += 1
    if base(language) == "en" and cut.written[asking + 1 : asking + 2] not in (("of",), ("by",), ("from",)):
        return ()
    end = place  # "of independent experts": whichever of these words a document calls them by
    while end < len(cut.written) and not is_stopword(cut.written[end], cut.stems[end], language):
        end += 1
    return tuple({match.facet: None for match in matches if place <= match.first < end})


def _subject(
    facets: Sequence[Facet], title: str, question: str, asked: Sequence[str], language: str | None
) -> tuple[int, ...]:
    """The facets of the parties that should speak or act: the speakers, whoever's position a title asks for, or whoever
    a question has act ("Did police ...?", "What did the police do?")."""
    if speakers := tuple(index for index, facet in enumerate(facets) if facet.origin == "speakers"):
        return speakers
    if asked and asked[0] == "position":
        parties = tuple(
            i for i, facet in enumerate(facets) if facet.origin == "title" and facet.name in table("countries")
        )
        return parties or _holder(facets, title, language)
    if base(language) != "en":
        return ()  # German "was" is "what", Polish "do" is "to"
    cut = words(question, language)
    for place, written in enumerate(cut.written):
        if written.lower() in _AUXILIARIES and place < 3:
            after = [m for m in Matcher(facets).matches(cut) if place < m.first <= place + 2 and m.term.weight == 1.0]
            # the shortest: in "did police shoot" the police act, not the "police shooting" of the title
            found = [m.facet for m in sorted(after, key=lambda m: (m.first, m.last))]
            return (*found[:1], *_same_party(facets, found[:1]))
    return ()


def _same_party(facets: Sequence[Facet], subject: Sequence[int]) -> tuple[int, ...]:
    """The required groups that hold a word of the subject's: the reader's own names for it."""
    named = {term.stems for index in subject for term in facets[index].terms if term.weight >= SAME}
    return tuple(
        index
        for index, facet in enumerate(facets)
        if facet.origin == "require" and any(term.stems in named for term in facet.terms)
    )


def acting(query: Query) -> tuple[int, ...]:
    """The facets of whoever the question has act, where a required group names them too."""
    named = any(query.facets[index].origin == "require" for index in query.subject)
    return query.subject if named and query.answer == "deed" else ()


def _facets(text: str, origin: str, languages: tuple[str, ...]) -> tuple[list[Facet], list[str]]:
    """The facets of a title or question, and the kinds of answer it asks for."""
    language = languages[0]
    cut = words(text, language)
    facets: list[Facet] = []
    asked: list[str] = []
    asking = len(cut.stems) <= SHORT or text.rstrip().endswith("?")
    party = names_party(cut, language) or bool(_possessives(text, cut, language))
    kinds = asks(party, language) if asking else {}
    position = 0
    while position < len(cut.stems):
        for length in range(min(LONGEST, len(cut.stems) - position), 0, -1):
            key = cut.stems[position : position + length]
            written = " ".join(cut.written[position : position + length])
            kind = kinds.get(straight(written.lower()))
            if kind and (position <= OPENING or written.lower() not in _INTERROGATIVES):
                asked.append(kind)
                break
            asks_first = length > 1 and cut.written[position].lower() in kinds
            if asks_first and all(
                is_stopword(cut.written[place], cut.stems[place], language)
                for place in range(position + 1, position + length)
            ):
                continue  # "Reaction to" asks, though the lexicon knows it as an expression too
            if length == 1 and is_stopword(written, key[0], language):
                break
            if length == 1 and (halves := parts(written, language)):
                facets += [_compound(half, written, origin, languages) for half in halves if half not in kinds]
                asked += [kinds[half] for half in halves if half in kinds]
                break
            if terms := known(key, written, origin, languages):
                if counted := _counted_in(written, origin, kinds, languages):
                    asked.append("amount")
                    terms = best((*terms, *counted))
                facets.append(_within(Facet(_name(key, written, language), terms, origin), written, languages))
                break
        else:
            length = 1
            facets.append(_own(cut.written[position], origin, languages))
        position += length
    if not facets and asked:  # "Size" alone: the word that asks is all there is
        named = [(s, w) for s, w in zip(cut.stems, cut.written, strict=True) if not is_stopword(w, s, language)]
        return [
            Facet(w, terms, origin) if (terms := known((s,), w, origin, languages)) else _own(w, origin, languages)
            for s, w in named or zip(cut.stems, cut.written, strict=True)
        ], asked
    return facets, asked


def _counted_in(written: str, origin: str, kinds: Mapping[str, str], languages: tuple[str, ...]) -> tuple[Term, ...]:
    """The terms of what an expression of the lexicon counts, where it begins or ends with a word that asks how many:
    "death toll" asks for the dead, but the "cost of living" is no number."""
    ends = written.lower().split()
    for asking, rest in ((ends[-1], ends[:-1]), (ends[0], ends[1:])):
        while rest and rest[0] in stopwords(languages[0]):
            rest = rest[1:]
        if rest and kinds.get(asking) == "amount":
            terms = known(words(" ".join(rest), languages[0]).stems, " ".join(rest), origin, languages)
            if any(one.origin.removeprefix("lexicon: ") in _countable() for one in terms):
                return terms
    return ()


@cached
def _countable() -> frozenset[str]:
    """The concepts of which the lexicon knows how they are counted."""
    return frozenset(entry["concept"] for entry in table("units")["units"].values() if "concept" in entry)


def _own(written: str, origin: str, languages: tuple[str, ...]) -> Facet:
    """A word that the lexicon does not know, as documents in each language have it."""
    terms = best(own_term(written, origin, language) for language in languages)
    return _within(Facet(written, terms, origin), written, languages)


def _within(facet: Facet, written: str, languages: tuple[str, ...]) -> Facet:
    """The facet, its own word found at the beginning and the end of compounds too, where the language has such."""
    if len(written) < WITHIN or " " in written or not grammar("joints", languages[0]):
        return facet
    lower, stem = written.lower(), facet.terms[0].stems[-1]
    inside = [
        Term((stem,), True, SAME, f"{stem}*", facet.origin, languages[0]),
        Term((lower,), False, SAME, f"*{lower}", facet.origin, languages[0], suffix=True),
    ]
    return replace(facet, terms=(*facet.terms, *inside))


def _compound(half: str, written: str, origin: str, languages: tuple[str, ...]) -> Facet:
    """One notion of the two that a compound names; the compound itself speaks of both."""
    key = words(half, languages[0]).stems
    terms = known(key, half, origin, languages) or (own_term(half, origin, languages[0]),)
    whole = own_term(written, origin, languages[0])
    return replace(
        _within(Facet(_name(key, half, languages[0]), terms, origin), half, languages), terms=(*terms, whole)
    )


def _name(key: Key, written: str, language: str | None) -> str:
    return next(iter(parties_of(key, written, language)), written)


def _overlap(facet: Facet, other: Facet) -> bool:
    """Whether two facets mean the same: one's own word is among the other's good terms."""
    return _means(facet, other.terms[0].stems) or _means(other, facet.terms[0].stems)


def _means(facet: Facet, key: Key) -> bool:
    return any(one.stems == key and one.weight >= SAME for one in facet.terms)


def _shadows(facets: Sequence[Facet], languages: Sequence[str]) -> tuple[Term, ...]:
    """The expressions in which a word of the topic's concepts means something else: "air force" for "force"."""
    origins = {one.origin.removeprefix("lexicon: ").removesuffix(DOES) for facet in facets for one in facet.terms}
    own = {one.stems for facet in facets for one in facet.terms}
    return tuple(one for one in shadows(origins, languages) if one.stems not in own)


def _counted(topic: Topic, language: str | None, how: str) -> frozenset[str]:
    """The units of the kinds that the asking word tells by itself: a cost is money. `how` names the table."""
    told_by: Mapping[str, str | Sequence[str]] = spoken("answers", language).get("amount", {}).get(how, {})
    if topic.figures or not told_by:
        return frozenset()
    cut = words(f"{topic.title} {topic.question or ''}", language)
    compounds = [half[1] for written in cut.written if (half := parts(written, language))]
    asked = f" {' '.join((*cut.written, *compounds)).lower()} "
    kinds = {
        kind
        for text, told in told_by.items()
        if f" {' '.join(words(text, language).written)} " in asked
        for kind in ([told] if isinstance(told, str) else told)
    }
    return frozenset(unit for unit, entry in table("units")["units"].items() if entry["kind"] in kinds)


def _units(topic: Topic, facets: Sequence[Facet], language: str | None) -> frozenset[str]:
    """What figures that answer the topic count: the units that `figures` names, else those of the topic's concepts."""
    if counted := _counted(topic, language, "counts"):
        return counted | _counted(topic, language, "counts_too")
    named = {words(text, language).stems for text in topic.figures}
    own = {
        one.stems for facet in facets for one in facet.terms if one.weight >= SAME and one.language == base(language)
    }
    # each word too: in "how many died of cholera" those who died are counted, though "died of" means the cause
    asked = words(f"{topic.title} {topic.question or ''}", language)
    own |= {
        (stem,)
        for stem, written in zip(asked.stems, asked.written, strict=True)
        if not is_stopword(written, stem, language) and written.lower() not in asks(True, language)
    }
    wanted = (named if topic.figures else own) - {()}
    table_of_units = table("units")["units"]
    found = frozenset(
        unit
        for unit in table_of_units
        for text in (unit, *_unit_words(unit, language))
        # a sign is no word: "US$" does not count the United States
        if text in topic.figures or (text[-1].isalnum() and words(text, language).stems in wanted)
    )
    # "How many soldiers were killed?" asks for the killed, not for the size of an army
    harmed = frozenset(unit for unit in found if table_of_units[unit]["kind"] == "casualties")
    people = frozenset(unit for unit in found if table_of_units[unit]["kind"] == "people")
    return (found - people if harmed and not topic.figures else found) | _counted(topic, language, "counts_too")


def _unit_words(unit: str, language: str | None) -> Sequence[str]:
    found: Sequence[str] = (
        table("units")["units"][unit]["words"] if base(language) == "en" else spoken("units", language).get(unit, ())
    )
    return found
