"""Hedges and denials: by which words a sentence holds back, says that something is not known, or denies something.

All are words of lexicon/hedges.yaml and count as whole words. They are English: in another language nothing is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.lexicon import cached, table
from briefing.model import Hedge, HedgeKind

_KINDS: tuple[tuple[HedgeKind, tuple[str, ...]], ...] = (
    ("not known", ("not_known", "not_told")),
    ("unverified", ("unverified",)),
    ("doubt", ("doubt",)),
    ("modal", ("modal",)),
)
"""Each kind and its lists. Of two phrases of as many words, the kind named first counts."""

_WITH_ADVERB = ("not_known", "not_told", "unverified")
"""The lists in whose phrases an adverb may stand."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ONLY_MONTH = re.compile(r"\.?\s+\d")
_NOUN_BEFORE = frozenset("a an the its his their our my your every".split())
_NOUN_ADJECTIVES = frozenset("military naval economic full sheer".split())
_NOUN_AFTER = frozenset("of and is was in to on for that with against as has had abroad".split())
_ASKED_BY_MAY = frozenset("i we he she it they you the this that there god".split())


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase of the lexicon as it stands in a sentence: from word `first` up to, but not with, word `last`."""

    list: str
    first: int
    last: int


def find_hedges(text: str, start: int, end: int, language: str | None) -> tuple[Hedge, ...]:
    """The hedges of the sentence `text[start:end]`, in order and apart; their spans are in `text`."""
    if not _is_read(language):
        return ()
    words = list(_WORD.finditer(text, start, end))
    kinds = {name: kind for kind, names in _KINDS for name in names}
    return tuple(
        Hedge(kinds[phrase.list], words[phrase.first].start(), words[phrase.last - 1].end())
        for phrase in _held_back(text, words)
        if phrase.list in kinds
    )


def says_not_known(text: str, start: int, end: int, language: str | None) -> bool:
    """Whether the sentence says outright that something is not known, decided or told."""
    return any(hedge.kind == "not known" for hedge in find_hedges(text, start, end, language))


def is_negative(text: str, start: int, end: int, language: str | None) -> bool:
    """Whether the sentence denies or refuses something.

    Not that it holds back ("it is not clear whether"), gives a bound ("no fewer than ten") or reports that someone
    would not comment.
    """
    if not _is_read(language):
        return False
    words = list(_WORD.finditer(text, start, end))
    lowered = _lowered(words)
    held = [phrase for phrase in _held_back(text, words) if phrase.list != "modal"]
    taken = {place for phrase in held for place in range(phrase.first, phrase.last)}
    excused = _found(text, words, lowered, ("not_negative",))
    taken |= {place for phrase in excused for place in range(phrase.first, phrase.last)}
    if any(taken.isdisjoint(range(one.first, one.last)) for one in _found(text, words, lowered, ("refusals",))):
        return True
    return any(place not in taken and _negates(text, words, lowered, place) for place in range(len(words)))


def _is_read(language: str | None) -> bool:
    return language is None or language.partition("-")[0].lower() == "en"


def _negates(text: str, words: Sequence[re.Match[str]], lowered: Sequence[str], place: int) -> bool:
    word = lowered[place]
    if word == "no" and re.match(r"\.?\s?\d", text[words[place].end() : words[place].end() + 3]):
        return False  # No. 10
    return word in _negations() or word.endswith("n't")


@cached
def _negations() -> frozenset[str]:
    return frozenset(table("references")["grammar"]["negations"])


# --- phrases ---------------------------------------------------------------------------------------------------


def _held_back(text: str, words: Sequence[re.Match[str]]) -> list[_Phrase]:
    """The phrases of all kinds in order, and those that only look like one: longest first, none over another."""
    order = ("no_hedge", "no_comment", *(name for _, names in _KINDS for name in names))
    lowered = _lowered(words)
    found = [phrase for phrase in _found(text, words, lowered, order) if _counts(text, words, lowered, phrase)]
    found.sort(key=lambda one: (one.first - one.last, order.index(one.list), one.first))
    taken: set[int] = set()
    kept = []
    for phrase in found:
        places = range(phrase.first, phrase.last)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(phrase)
    return sorted(kept, key=lambda one: one.first)


def _found(
    text: str, words: Sequence[re.Match[str]], lowered: Sequence[str], lists: tuple[str, ...]
) -> Iterator[_Phrase]:
    """Every phrase of the lists, wherever it stands; only white space stands between its words."""
    phrases = _by_first_word(lists)
    for first, word in enumerate(lowered):
        for name, phrase in phrases.get(word, ()):
            last = _last(lowered, first, phrase, name in _WITH_ADVERB)
            if last and _unbroken(text, words, first, last):
                yield _Phrase(name, first, last)


def _last(lowered: Sequence[str], first: int, phrase: Sequence[str], adverb: bool) -> int | None:
    """Where the phrase ends that begins at word `first`; one adverb may stand in it: "remains deeply uncertain"."""
    last = first + len(phrase)
    if tuple(lowered[first:last]) == phrase:
        return last
    if adverb and len(phrase) > 1:
        for place in range(first + 1, min(last, len(lowered))):
            if lowered[place] != phrase[place - first]:
                found = _is_adverb(lowered[place]) and tuple(lowered[place + 1 : last + 1]) == phrase[place - first :]
                return last + 1 if found else None
    return None


def _is_adverb(word: str) -> bool:
    return word in ("still", "yet", "also", "so") or (word.endswith("ly") and word not in ("only", "early"))


def _unbroken(text: str, words: Sequence[re.Match[str]], first: int, last: int) -> bool:
    places = range(first, last - 1)
    return all(text[words[place].end() : words[place + 1].start()].isspace() for place in places)


@cached
def _by_first_word(lists: tuple[str, ...]) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    phrases: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for name in lists:
        for phrase in table("hedges")[name]:
            words = tuple(word.lower() for word in _WORD.findall(phrase))
            phrases.setdefault(words[0], []).append((name, words))
    return phrases


def _lowered(words: Sequence[re.Match[str]]) -> list[str]:
    return [word[0].lower().replace("’", "'") for word in words]


# --- words that are others too ---------------------------------------------------------------------------------


def _counts(text: str, words: Sequence[re.Match[str]], lowered: Sequence[str], phrase: _Phrase) -> bool:
    following = lowered[phrase.last : phrase.last + 2]
    if phrase.list == "not_told":
        if "if" in lowered[max(0, phrase.first - 2) : phrase.first]:
            return False  # "if you do not know where you are"
        return bool(following) and following[0] in _asking() and following[1:] != ["to"]  # "does not know how to swim"
    if phrase.list == "not_known" and lowered[phrase.last - 1] in ("known", "unknown"):
        return not following or following[0] not in ("to", "for", "as") or (following[1:] or [""])[0] in _asking()
    if phrase.list == "modal" and phrase.last - phrase.first == 1:
        word = words[phrase.first]
        if lowered[phrase.first] == "may":
            return not _is_month(text, word, following)
        if lowered[phrase.first] in ("can", "might"):
            return not _is_noun(text, word, lowered, phrase.first)
    return True


@cached
def _asking() -> frozenset[str]:
    return frozenset(table("hedges")["asking"])


def _is_month(text: str, word: re.Match[str], following: Sequence[str]) -> bool:
    """May, the month or the name; at the head of a sentence it asks or wishes: "May we come in?"."""
    if _ONLY_MONTH.match(text, word.end()):
        return True
    return word[0] == "May" and (not following or following[0] not in _ASKED_BY_MAY)


def _is_noun(text: str, word: re.Match[str], lowered: Sequence[str], place: int) -> bool:
    """ "a can", "its might", "military might": but the military might come."""
    before = lowered[place - 1] if place else ""
    after, following = text[word.end() : word.end() + 1], lowered[place + 1 : place + 2]
    if before in _NOUN_ADJECTIVES:
        return after != " " or (bool(following) and following[0] in _NOUN_AFTER)
    return before in _NOUN_BEFORE
