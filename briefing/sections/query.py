"""Topic → Query: what a topic is about, facet by facet, and what kind of answer it wants.

A facet is one notion of the topic with every word that may stand for it: its own word, the names of the same country,
the words by which news texts speak of the same concept. So "force size" meets "fewer than 30,000 personnel".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from briefing.lexicon import cached, table
from briefing.model import Facet, Query, Term, Topic
from briefing.sections.matching import Matcher
from briefing.sections.words import Words, stopwords, words

SAME = 0.85
"""Weight of a word that the lexicon holds to be as good as the topic's own."""
NEAR = 0.4
"""Weight of a word that speaks of the same matter without meaning it."""
KNOWN = 0.6
"""Weight of a word that tells what such a party is known to do: "arrested" speaks of the police more than "station"."""
SHORT = 6
"""Words of a title that may ask for a kind of answer ("Force size"); a longer one that is no question states a fact."""
STATEMENT = 4
"""A title of this many facets or more that holds a verb states a fact."""
LONGEST = 4
"""Words in the longest expression of the lexicon that is looked up."""
OPENING = 1
"""Words that may stand before the one by which a question asks: "By whom", "Since when". Further on the same word joins
a clause: "What of the people who fled when it rained?"."""

_DOER = re.compile(r"(\w+er)s?$")
_AUXILIARIES = frozenset(
    ("did", "does", "do", "has", "have", "will", "would", "is", "are", "was", "were", "can", "could")
)
_INTERROGATIVES = frozenset(("who", "whom", "where", "when"))

_DONE = frozenset(("did", "has", "have"))
"""The auxiliaries of what was done: "Did police fire?", but not "Will the union strike?"."""

Key = tuple[str, ...]


@cached
def understand(topic: Topic, languages: Sequence[str] = ("en",)) -> Query:
    """The query of a topic that is written in the first of these languages, put to documents in all of them."""
    language = languages[0]
    facets: list[Facet] = []
    asked: list[str] = []
    for text, origin in ((topic.title, "title"), (topic.question or "", "question")):
        found, kinds = _facets(text, origin, language)
        asked += kinds
        facets += [facet for facet in found if not any(_overlap(facet, other) for other in facets)]
    if topic.terms:
        facets.append(Facet("terms", tuple(_term(text, "terms", language) for text in topic.terms), "terms"))
    if topic.speakers:
        facets.append(Facet("speakers", tuple(_entity_terms(topic.speakers, language)), "speakers"))
    facets += [
        Facet(" or ".join(group), tuple(_term(text, "require", language) for text in group), "require")
        for group in topic.require
    ]
    facets = [_in_languages(facet, languages[1:]) for facet in facets]
    statement = not asked and _states(topic.title, facets, language)
    return Query(
        facets=tuple(facets),
        shadows=_shadows(facets, language),
        answer=_answer(topic, asked, language),
        subject=_subject(facets, topic.question or topic.title, asked, language),
        units=_units(topic, facets, language),
        exclude=tuple(_term(text, "exclude", language) for text in topic.exclude),
        statement=statement,
        function=_function_words(topic.title, language) if statement else (),
    )


def _states(title: str, facets: Sequence[Facet], language: str | None) -> bool:
    """Whether the topic is a title alone that states a fact: a long one, or one with a subject or verb that only a
    sentence has ("The pier was closed")."""
    if not facets or any(facet.origin != "title" for facet in facets) or title.rstrip(" \"'”’»").endswith("?"):
        return False
    cut = words(title, language)
    lower = {w.lower().replace("’", "'") for w, s in zip(cut.written, cut.stems, strict=True) if s == s.lower()}
    if not lower.isdisjoint(_finite(language)):
        return True
    return len(facets) >= STATEMENT and (_base(language) != "en" or any(map(_is_verb, cut.written[1:])))


def _is_verb(word: str) -> bool:
    """Whether an English word that is no name is, by its looks, what a sentence says of its subject. "Pacific fishing
    quotas after the storm" has none."""
    grammar, verbs = table("references")["grammar"], table("speech")
    told = any(word in forms[1:] for group in ("neutral", "claim", "stance") for forms in verbs[group].values())
    return word.islower() and (
        word in grammar["unreal"]
        or word in grammar["past"]
        or told
        or (word.endswith("ed") and len(word) > len("need"))
    )


@cached
def _finite(language: str | None) -> frozenset[str]:
    return frozenset(table("references").get(_base(language), {}).get("finite", ()))


def _function_words(title: str, language: str | None) -> tuple[Term, ...]:
    cut = words(title, language)
    found = {
        stem: written
        for stem, written in zip(cut.stems, cut.written, strict=True)
        if _is_stopword(written, stem, language)
    }
    return tuple(Term((stem,), False, 1.0, written, "title") for stem, written in found.items())


def _in_languages(facet: Facet, languages: Sequence[str]) -> Facet:
    """The facet's own words as documents in other languages have them: each language has its own stems."""
    own = [term for term in facet.terms if not term.origin.startswith("lexicon")]
    others = [_term(term.text, term.origin, language, term.weight) for language in languages for term in own]
    return replace(facet, terms=_best([*facet.terms, *others]))


def _answer(topic: Topic, asked: Sequence[str], language: str | None) -> str | None:
    if topic.speakers:
        return "position"
    if topic.figures:
        return "amount"
    if asked:  # "Police action: what did the police do?"
        return "deed" if asked[0] == "event" and "deed" in asked else asked[0]
    first = words(topic.question or "", language).written[:1]
    if first and first[0].lower() in _DONE:
        return "deed"
    return "event" if first and first[0].lower() in _AUXILIARIES else None


def _subject(facets: Sequence[Facet], question: str, asked: Sequence[str], language: str | None) -> tuple[int, ...]:
    """The facets of the parties that should speak or act: the speakers, the countries of a title that asks for a
    position, or whoever a question has act ("Did police ...?", "What did the police do?")."""
    if speakers := tuple(index for index, facet in enumerate(facets) if facet.origin == "speakers"):
        return speakers
    if asked and asked[0] == "position":
        return tuple(
            i for i, facet in enumerate(facets) if facet.origin == "title" and facet.name in table("countries")
        )
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


def _facets(text: str, origin: str, language: str | None) -> tuple[list[Facet], list[str]]:
    """The facets of a title or question, and the kinds of answer it asks for."""
    cut = words(text, language)
    facets: list[Facet] = []
    asked: list[str] = []
    asking = len(cut.stems) <= SHORT or text.rstrip().endswith("?")
    asks = _asks(_names_party(cut, language), language) if asking else {}
    position = 0
    while position < len(cut.stems):
        for length in range(min(LONGEST, len(cut.stems) - position), 0, -1):
            key = cut.stems[position : position + length]
            written = " ".join(cut.written[position : position + length])
            kind = asks.get(written.lower())
            if kind and (position <= OPENING or written.lower() not in _INTERROGATIVES):
                asked.append(kind)
                break
            asks_first = length > 1 and cut.written[position].lower() in asks
            if asks_first and all(
                _is_stopword(cut.written[place], cut.stems[place], language)
                for place in range(position + 1, position + length)
            ):
                continue  # "Reaction to" asks, though the lexicon knows it as an expression too
            if terms := _known(key, written, origin, language):
                facets.append(Facet(_name(key, written, language), terms, origin))
                break
        else:
            length, key = 1, cut.stems[position : position + 1]
            written = cut.written[position]
            if not _is_stopword(written, key[0], language):
                facets.append(Facet(written, (Term(key, False, 1.0, written, origin),), origin))
        position += length
    if not facets and asked:  # "Size" alone: the word that asks is all there is
        return [
            Facet(w, _known((s,), w, origin, language) or (Term((s,), False, 1.0, w, origin),), origin)
            for s, w in zip(cut.stems, cut.written, strict=True)
        ], asked
    return facets, asked


def _is_stopword(written: str, stem: str, language: str | None) -> bool:
    return stem == stem.lower() and written.lower().replace("’", "'") in stopwords(language)


def _known(key: Key, written: str, origin: str, language: str | None) -> tuple[Term, ...]:
    """All terms that stand for an expression which the lexicon knows; empty when it does not."""
    terms = [*_country_terms(key, language), *_concept_terms(key, language)]
    if not terms:
        return ()
    return _best([Term(key, False, 1.0, written, origin), *terms])


def _name(key: Key, written: str, language: str | None) -> str:
    return next(iter(countries(language).get(key, ())), written)


def _best(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Each expression once, at its highest weight."""
    best: dict[tuple[Key, bool], Term] = {}
    for term in terms:
        known = best.get((term.stems, term.prefix))
        if known is None or term.weight > known.weight:
            best[term.stems, term.prefix] = term
    return tuple(best.values())


def _term(text: str, origin: str, language: str | None, weight: float = 1.0) -> Term:
    """A term as the config or the lexicon writes it; `*` at its end makes its last word a prefix, not to be stemmed.
    So it is for one who does something, whose stem is that of the thing: an "officer" is no "office"."""
    prefix, bare = text.endswith("*"), text.rstrip("*")
    cut = words(bare, language)
    keys = cut.stems
    if keys and not prefix and _base(language) == "en":
        doer = _DOER.fullmatch(cut.written[-1].lower())
        if doer and not keys[-1].endswith("r"):
            return Term((*keys[:-1], doer[1]), True, weight, text, origin)
    if prefix and keys:
        keys = (*keys[:-1], cut.written[-1].lower())
    return Term(keys, prefix, weight, text, origin)


def _overlap(facet: Facet, other: Facet) -> bool:
    """Whether two facets mean the same: one's own word is among the other's good terms."""
    return _means(facet, other.terms[0].stems) or _means(other, facet.terms[0].stems)


def _means(facet: Facet, key: Key) -> bool:
    return any(term.stems == key and term.weight >= SAME for term in facet.terms)


# --- the lexicon, by stem --------------------------------------------------------------------------------------


@cached
def _asks(party: bool, language: str | None) -> Mapping[str, str]:
    """The kind of answer that each expression asks for, by its very words: "demands" may be a position, "demand" is
    none. Some ask only where a party is named: "Norvian conditions", but not "working conditions"."""
    if _base(language) != "en":
        return {}
    kinds = ("asks", "of_party") if party else ("asks",)
    return {text: name for name, entry in table("answers").items() for kind in kinds for text in entry.get(kind, ())}


def _names_party(cut: Words, language: str | None) -> bool:
    places = range(len(cut.stems))
    return any(cut.stems[first : last + 1] in countries(language) for first in places for last in places[first:])


@cached
def countries(language: str | None) -> Mapping[Key, tuple[str, ...]]:
    """Every name, adjective, capital and seat → the countries and bodies it may stand for."""
    found: dict[Key, tuple[str, ...]] = {}
    for name, entry in table("countries").items():
        for kind in ("names", "adjectives", "people", "capital", "seats"):
            for text in entry.get(kind, ()):
                key = words(text, language).stems
                found[key] = (*found.get(key, ()), name) if name not in found.get(key, ()) else found[key]
    return found


def _country_terms(key: Key, language: str | None) -> Iterator[Term]:
    for name in countries(language).get(key, ()):
        entry = table("countries")[name]
        for kind, weight in (
            ("names", 1.0),
            ("adjectives", 1.0),
            ("people", 1.0),
            ("capital", SAME),
            ("seats", SAME),
        ):
            for text in entry.get(kind, ()):
                yield _term(text, f"lexicon: {name}", language, weight)


def _entity_terms(names: Sequence[str], language: str | None) -> Iterator[Term]:
    for name in names:
        yield _term(name, "speakers", language)
        yield from _country_terms(words(name, language).stems, language)


@cached
def _triggers(language: str | None) -> Mapping[Key, tuple[tuple[int, str], ...]]:
    """Every expression that means a concept → the concepts, each with the place at which it lists the expression."""
    found: dict[Key, dict[str, int]] = {}
    for name, entry in table("concepts").items() if _base(language) == "en" else ():
        for rank, text in enumerate((name, *entry["same"])):
            if not text.endswith("*"):
                found.setdefault(words(text, language).stems, {}).setdefault(name, rank)
    return {key: tuple(sorted((rank, name) for name, rank in names.items())) for key, names in found.items()}


def _base(language: str | None) -> str:
    return (language or "en").split("-")[0]


def _concept_terms(key: Key, language: str | None) -> Iterator[Term]:
    """The words of the concept that the expression means most: the one that lists it first. What other concepts list it
    too adds nothing but weak words."""
    ranked = sorted(_triggers(language).get(key, ()))
    for rank, name in ranked:
        entry = table("concepts")[name]
        best = rank == ranked[0][0]
        for text in entry["same"]:
            yield _term(text, f"lexicon: {name}", language, SAME if best else NEAR)
        for text in entry.get("near", ()) if best else ():
            yield _term(text, f"lexicon: {name}", language, NEAR)
        for text in entry.get("does", ()) if best else ():
            yield _term(text, f"lexicon: {name}{DOES}", language, KNOWN)


def _shadows(facets: Sequence[Facet], language: str | None) -> tuple[Term, ...]:
    """The expressions in which a word of the topic's concepts means something else: "air force" for "force"."""
    origins = {term.origin.removeprefix("lexicon: ") for facet in facets for term in facet.terms}
    own = {term.stems for facet in facets for term in facet.terms}
    found = [
        _term(text, "lexicon", language, weight=0.0)
        for name in sorted(origins & table("concepts").keys())
        for text in table("concepts")[name].get("not", ())
    ]
    return tuple(term for term in found if term.stems not in own)


def _counted(topic: Topic, language: str | None, how: str) -> frozenset[str]:
    """The units of the kinds that the asking word tells by itself: a cost is money. `how` names the table."""
    if topic.figures or _base(language) != "en":
        return frozenset()
    asked = words(f"{topic.title} {topic.question or ''}", language).stems
    kinds = {
        kind
        for text, told in table("answers")["amount"][how].items()
        for key in [words(text, language).stems]
        if key in {asked[place : place + len(key)] for place in range(len(asked))}
        for kind in ([told] if isinstance(told, str) else told)
    }
    return frozenset(unit for unit, entry in table("units")["units"].items() if entry["kind"] in kinds)


def _units(topic: Topic, facets: Sequence[Facet], language: str | None) -> frozenset[str]:
    """What figures that answer the topic count: the units that `figures` names, else those of the topic's concepts."""
    if counted := _counted(topic, language, "counts"):
        return counted | _counted(topic, language, "counts_too")
    named = {words(text, language).stems for text in topic.figures}
    own = {term.stems for facet in facets for term in facet.terms if term.weight >= SAME}
    wanted = (named if topic.figures else own) - {()}
    table_of_units = table("units")["units"]
    found = frozenset(
        unit
        for unit, entry in table_of_units.items()
        for text in (unit, *entry["words"])
        # a sign is no word: "US$" does not count the United States
        if text in topic.figures or (text[-1].isalnum() and words(text, language).stems in wanted)
    )
    # "How many soldiers were killed?" asks for the killed, not for the size of an army
    harmed = frozenset(unit for unit in found if table_of_units[unit]["kind"] == "casualties")
    people = frozenset(unit for unit in found if table_of_units[unit]["kind"] == "people")
    return (found - people if harmed and not topic.figures else found) | _counted(topic, language, "counts_too")


DOES = " does"
"""Ends the origin of a word that tells what such a party does."""
CONCEPT = "= "
"""Begins the meaning of a word that the lexicon knows; no word holds it."""


@cached
def meaning(stem: str, language: str | None) -> str:
    """What a word stands for when sentences are compared: its country, its first concept, or itself."""
    key = (stem,)
    if parties := countries(language).get(key):
        return f"{CONCEPT}{parties[0]}"
    if concepts := _triggers(language).get(key):
        return f"{CONCEPT}{concepts[0][1]}"
    return stem
