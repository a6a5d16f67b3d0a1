"""What the expressions of a language stand for: countries, concepts, kinds of answer; and how other languages say it.

The lexicon speaks several languages under one set of names: `casualties` is one concept, whether a text has "killed" or
"загинули". So what a topic calls in its own language is found in documents of every other one that the lexicon speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from briefing.analysis.words import Words, stopwords, straight, words
from briefing.lexicon import base, cached, grammar, spoken, table
from briefing.model import Term

SAME = 0.85
"""Weight of a word that the lexicon holds to be as good as the topic's own."""
NEAR = 0.4
"""Weight of a word that speaks of the same matter without meaning it."""
KNOWN = 0.6
"""Weight of a word that tells what such a party is known to do: "arrested" speaks of the police more than "station"."""

DOES = " does"
"""Ends the origin of a word that tells what such a party does."""
CONCEPT = "= "
"""Begins the meaning of a word that the lexicon knows; no word holds it."""
KINDS = (("names", 1.0), ("adjectives", 1.0), ("people", 1.0), ("capital", SAME), ("seats", SAME))
"""By what a country or body is known, and how well each stands for it."""
PART = 4
"""Letters of the shortest part that a compound is taken apart into."""

_DOER = re.compile(r"(\w+er)s?$")

Key = tuple[str, ...]


# --- terms -----------------------------------------------------------------------------------------------------


def term(text: str, origin: str, language: str | None, weight: float = 1.0) -> Term:
    """A term as the config or the lexicon writes it; `*` at its end makes its last word a prefix, not to be stemmed,
    and `*` before a single word makes it the end of one. So it is for one who does something, whose stem is that of
    the thing: an "officer" is no "office"."""
    prefix, bare = text.endswith("*"), text.rstrip("*")
    cut = words(bare, language)
    keys = cut.stems
    if bare.startswith("*") and len(keys) == 1:
        return Term((cut.written[0].lower(),), False, weight, text, origin, cut.language, suffix=True)
    if keys and not prefix and base(language) == "en":
        doer = _DOER.fullmatch(cut.written[-1].lower())
        if doer and not keys[-1].endswith("r"):
            return Term((*keys[:-1], doer[1]), True, weight, text, origin, cut.language)
    if prefix and keys:
        keys = (*keys[:-1], cut.written[-1].lower())
    return Term(keys, prefix, weight, text, origin, cut.language)


def own_term(text: str, origin: str, language: str | None) -> Term:
    """The topic's own word or expression."""
    cut = words(text, language)
    return Term(cut.stems, False, 1.0, text, origin, cut.language)


def best(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Each expression once, at its highest weight; with a capital only where every word of that stem has one, so that
    "albanais" counts as "Albanie" does."""
    found: dict[tuple[Key, bool, bool, str | None], Term] = {}
    for one in terms:
        key = (one.stems, one.prefix, one.suffix, one.language)
        if key not in found or (one.weight, not one.capital) > (found[key].weight, not found[key].capital):
            found[key] = one
    return tuple(found.values())


def known(key: Key, written: str, origin: str, languages: tuple[str, ...]) -> tuple[Term, ...]:
    """All terms that stand, in any of the languages, for an expression of the first; empty when the lexicon does not
    know it."""
    parties, concepts = _understood(key, written, languages[0])
    if not parties and not concepts:
        return ()
    terms: list[Term] = []
    for language in languages:
        terms += _country_terms(parties, language)
        terms += _concept_terms(concepts, language)
    own = base(languages[0])
    capitals = [one.capital for one in terms if one.stems == key and one.language == own]
    return best([Term(key, False, 1.0, written, origin, own, capital=bool(capitals) and all(capitals)), *terms])


def parties_of(key: Key, written: str, language: str | None) -> tuple[str, ...]:
    """The countries and bodies that an expression of a topic may stand for."""
    return _understood(key, written, language)[0]


def _understood(key: Key, written: str, language: str | None) -> tuple[tuple[str, ...], tuple[tuple[str, bool], ...]]:
    """The countries and the concepts that an expression means. Where a name shares its stem with another word, the one
    that the lexicon lists just so: French "gaz" is not Gaza, and "Gaza" no gas."""
    parties, concepts = countries(language).get(key, ()), _called(key, written, language)
    if not parties or not concepts or base(language) == "en":
        return parties, concepts
    kinds = [kind for kind, _ in KINDS]
    name = any(_lists(_country_entries(language)[one], kinds, written) for one in parties)
    word = any(_lists(spoken("concepts", language)[one], ("same",), written) for one, _ in concepts)
    return parties if name or not word else (), concepts if word or not name else ()


def _lists(entry: Mapping[str, Any], kinds: Iterable[str], written: str) -> bool:
    return any(written.lower() == text.lower() for kind in kinds for text in entry.get(kind, ()))


# --- countries -------------------------------------------------------------------------------------------------


@cached
def _country_entries(language: str | None) -> Mapping[str, Any]:
    """Every country and body as the language names it; as English does where it has no other name."""
    return {**table("countries"), **spoken("countries", language)}


@cached
def countries(language: str | None) -> Mapping[Key, tuple[str, ...]]:
    """Every name, adjective, capital and seat → the countries and bodies it may stand for."""
    found: dict[Key, tuple[str, ...]] = {}
    for name, entry in _country_entries(language).items():
        for kind, _ in KINDS:
            for text in entry.get(kind, ()):
                key = words(text, language).stems
                found[key] = (*found.get(key, ()), name) if name not in found.get(key, ()) else found[key]
    return found


def _country_terms(names: Iterable[str], language: str | None) -> Iterator[Term]:
    for name in names:
        for kind, weight in KINDS:
            for text in _country_entries(language).get(name, {}).get(kind, ()):
                one = term(text, f"lexicon: {name}", language, weight)
                yield replace(one, capital=base(language) != "en" and text[0].isupper())


def entity_terms(names: Iterable[str], languages: Iterable[str]) -> Iterator[Term]:
    """The names that a config gives, and those of the countries among them."""
    languages = tuple(languages)
    for name in names:
        parties = countries(languages[0]).get(words(name, languages[0]).stems, ())
        for language in languages:
            yield term(name, "speakers", language)
            yield from _country_terms(parties, language)


def names_party(cut: Words, language: str | None) -> bool:
    places = range(len(cut.stems))
    return any(cut.stems[first : last + 1] in countries(language) for first in places for last in places[first:])


# --- concepts --------------------------------------------------------------------------------------------------


@cached
def _triggers(language: str | None) -> Mapping[Key, tuple[tuple[int, str], ...]]:
    """Every expression that means a concept → the concepts, each with the place at which it lists the expression."""
    found: dict[Key, dict[str, int]] = {}
    for name, entry in spoken("concepts", language).items():
        named = (name,) if base(language) == "en" else ()
        for rank, text in enumerate((*named, *entry.get("same", ()))):
            # a prefix stands for a word whose stem is that of another; in English, for more than the word itself
            if text.endswith("*") and base(language) != "en":
                found.setdefault((_as_written(text.rstrip("*")),), {}).setdefault(name, rank)
            elif "*" not in text:
                found.setdefault(words(text, language).stems, {}).setdefault(name, rank)
    return {key: tuple(sorted((rank, name) for name, rank in names.items())) for key, names in found.items()}


def _as_written(word: str) -> str:
    """A key that no stem is."""
    return f"= {word.lower()}"


def _called(key: Key, written: str, language: str | None) -> tuple[tuple[str, bool], ...]:
    """The concepts that an expression means, and whether each is the one that it means most: the one that lists it
    first. What other concepts list it too adds nothing but weak words."""
    ranked = _triggers(language).get(key) or _triggers(language).get((_as_written(written),), ())
    return tuple((name, rank == ranked[0][0]) for rank, name in ranked)


def _concept_terms(called: Iterable[tuple[str, bool]], language: str | None) -> Iterator[Term]:
    for name, most in called:
        entry = spoken("concepts", language).get(name, {})
        for text in entry.get("same", ()):
            yield term(text, f"lexicon: {name}", language, SAME if most else NEAR)
        for text in entry.get("near", ()) if most else ():
            yield term(text, f"lexicon: {name}", language, NEAR)
        for text in entry.get("does", ()) if most else ():
            yield term(text, f"lexicon: {name}{DOES}", language, KNOWN)


def shadows(concepts: Iterable[str], languages: Iterable[str]) -> Iterator[Term]:
    """The expressions in which a word of the concepts means something else: "air force" for "force"."""
    names = sorted(concepts)
    for language in languages:
        for name in names:
            for text in spoken("concepts", language).get(name, {}).get("not", ()):
                yield term(text, "lexicon", language, weight=0.0)


@cached
def meaning(stem: str, language: str | None) -> str:
    """What a word stands for when sentences are compared: its country, its first concept, or itself."""
    key = (stem,)
    if parties := countries(language).get(key):
        return f"{CONCEPT}{parties[0]}"
    if concepts := _triggers(language).get(key):
        return f"{CONCEPT}{concepts[0][1]}"
    return stem


def is_stopword(written: str, stem: str, language: str | None) -> bool:
    return stem == stem.lower() and straight(written.lower()) in stopwords(language)


# --- kinds of answer -------------------------------------------------------------------------------------------


@cached
def asks(party: bool, language: str | None) -> Mapping[str, str]:
    """The kind of answer that each expression asks for, by its very words: "demands" may be a position, "demand" is
    none. Some ask only where a party is named: "Norvian conditions", but not "working conditions"."""
    kinds = ("asks", "of_party") if party else ("asks",)
    return {
        straight(" ".join(words(text, language).written)): name
        for name, entry in spoken("answers", language).items()
        for kind in kinds
        for text in entry.get(kind, ())
    }


@cached
def parts(written: str, language: str | None) -> tuple[str, str] | None:
    """The two words of a compound that the lexicon does not know, such as "Brücke" and "Einsturz" of the German
    "Brückeneinsturz": what it is about and what it is, of which the latter at least must be known, the longest that is;
    or such as asks for a kind of answer: "Opferzahl". None for any other word."""
    lower = written.lower()
    if not grammar("joints", language):
        return None
    whole = means_something(lower, language)
    for cut in range(PART, len(lower) - PART + 1):
        first, last = _without_joint(lower[:cut], language), lower[cut:]
        if last in asks(False, language) and _stands_for(first, language):
            return first, last  # "Opferzahl", though the lexicon may know it as a whole
        if not whole and min(len(first), len(last)) > PART and _stands_for(last, language):
            return first, last  # longer parts, for "Kontrolle" has no "Rolle" in it
    return None


def _without_joint(first: str, language: str | None) -> str:
    """The first part of a compound as a word of its own, if the lexicon knows one: "opfer" of "opfers-"."""
    for joint in sorted(grammar("joints", language), key=len):
        bare = first.removesuffix(joint)
        if first.endswith(joint) and len(bare) >= PART and _stands_for(bare, language):
            return bare
    return first


def means_something(word: str, language: str | None) -> bool:
    """Whether the lexicon knows a single word of the language."""
    return word.lower() in asks(False, language) or _stands_for(word, language)


def _stands_for(word: str, language: str | None) -> bool:
    key = words(word, language).stems
    return bool(_called(key, word, language)) or key in countries(language)
