"""Figures in languages other than English: digits, the commonest number words, what bounds them and what they count.

Much simpler than figures.py, and for every language that lexicon/languages speaks: what a number counts is the first
word behind it that the lexicon knows to be counted; people are casualties where a word of harm stands in their clause.
Number words are read with such a word behind them only: "neuf" is nine, and new.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from briefing.analysis.numbers import Number, either, find_numbers, kind_of
from briefing.analysis.wording import month_names
from briefing.analysis.words import stems, straight
from briefing.lexicon import cached, grammar, languages, spoken, table
from briefing.model import Bound, Figure

UNIT_WORDS = 4
"""How many words behind the number may hold what it counts: "10.000 gut ausgerüstete europäische Soldaten"."""
LONGEST = 3
"""Words in the longest name of a unit."""
HARM_WORDS = 9
"""Words behind the number among which its clause may tell of harm: "12 Menschen sind bei dem Brand getötet worden"."""
HARM_BEFORE = 5
"""The same before it: "погибли не менее 12 человек"."""
TOLL = 16
"""The same before a number without a noun: "the number of the dead rose to 31"."""
CHANGE = 40
"""Characters before a bound in which a verb of change makes it a number that is reached."""

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_BREAK = re.compile(r"[.;:()!?—–]|,\s")
_CLOCK = re.compile(r"(?<![\d.,])\d{1,2}\s?h(?:\s?\d{2})?\b(?!\w)")
""" "7 h 30" is a time of day."""
_MONTH_BEHIND = re.compile(r"[.º]?\s+(?:de\s+)?([^\W\d_]+)")
_SCALE_BEHIND = re.compile(r"\s([^\W\d_]+)(\s[^\W\d_]+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SIGN = re.compile(r"\s?(?:%|°C|km²|€|₴|₽|£|\$)(?![\d.,]*\d)")


def spoken_figures(sentence: str, language: str) -> Iterator[Figure]:
    """The figures of a sentence in one of the lexicon's languages, in order."""
    sentence = straight(sentence)
    numbers = _ranges(sentence, _numbers(sentence, language), language)
    last = 0
    for place, number in enumerate(numbers):
        limit = numbers[place + 1].start if place + 1 < len(numbers) else len(sentence)
        unit, finish = _unit(sentence, number, last, limit, language)
        if unit is None and (number.word or _YEAR.fullmatch(sentence, number.start, number.end)):
            continue
        bound, start = _bound(sentence, number, last, language)
        low = None if bound in ("at most", "less than") else number.low
        high = None if bound in ("at least", "more than") else number.high
        yield Figure(low, high, bound, unit, start, finish)
        last = finish


def has_figures(language: str) -> bool:
    """Whether the lexicon knows how a language writes its figures."""
    return language in languages()


# --- numbers ---------------------------------------------------------------------------------------------------


def _numbers(sentence: str, language: str) -> list[Number]:
    opened = sentence[:1].lower() + sentence[1:] if len(sentence[:1].lower()) == 1 else sentence
    digits = [n for n in find_numbers(opened) if n.ranged or not n.word]  # "Knapp 40" is no name as "Apollo 11" is
    digits = [_scaled(sentence, n, language) for n in digits if not _is_date(sentence, n)]
    spelt = [
        _scaled(sentence, Number(value, value, match.start(), match.end(), word=True), language)
        for match in _spelt(language).finditer(sentence)
        for value in [_values(language).get(" ".join(match[0].lower().split()))]  # "ſechs" matches, and is no key
        if value and not any(match.start() < n.end and n.start < match.end() for n in digits)
    ]
    clocks = [match.span() for match in _CLOCK.finditer(sentence)]
    found = [n for n in (*digits, *spelt) if not any(start <= n.start < end for start, end in clocks)]
    return sorted(found, key=lambda number: number.start)


def _scaled(sentence: str, number: Number, language: str) -> Number:
    """The number with what multiplies it in this language alone: "20 mil" is no abbreviation of millions in Spanish."""
    words = _SCALE_BEHIND.match(sentence, number.end, min(len(sentence), number.end + 32))
    if words and not number.scaled and not number.unit:
        for end in (words.end(), words.end(1)):  # "mil milhões" before "mil"
            if scale := _scales(language).get(" ".join(sentence[words.start(1) : end].lower().split())):
                return replace(number, low=number.low * scale, high=number.high * scale, end=end, scaled=True)
    return number


def _is_date(sentence: str, number: Number) -> bool:
    behind = _MONTH_BEHIND.match(sentence, number.end, min(len(sentence), number.end + 32))
    return bool(behind and behind[1].lower() in month_names())


@cached
def _values(language: str) -> Mapping[str, float]:
    return {straight(word): float(value) for word, value in spoken("numbers", language).items()}


@cached
def _spelt(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'’-])(?:{either(_values(language)) or '(?!)'})(?![\w'’-])", re.IGNORECASE)


def _ranges(sentence: str, numbers: Sequence[Number], language: str) -> list[Number]:
    joined: list[Number] = []
    for number in numbers:
        last = joined[-1] if joined else None
        if last and not last.ranged and (low := _low_end(sentence, last, number, language)) is not None:
            joined[-1] = replace(number, low=low, start=last.start, ranged=True, word=last.word and number.word)
        else:
            joined.append(number)
    return joined


def _low_end(sentence: str, low: Number, high: Number, language: str) -> float | None:
    """The low end of the range that two numbers make; None where they make none."""
    kinds = spoken("ranges", language)
    between = sentence[low.end : high.start].strip().lower()
    words = _WORD.findall(sentence[max(0, low.start - 16) : low.start].lower())
    before = words[-1] if words else ""
    to = between in kinds.get("to", ()) and before not in kinds.get("levels", ())
    if not to and not (between in kinds.get("and", ()) and before in kinds.get("between", ())):
        return None
    scale = _scale(sentence, high, language) if high.scaled and not low.scaled else 1.0
    least = low.low * scale if low.low * scale <= high.high else low.low
    return least if least < high.high else None


def _scale(sentence: str, number: Number, language: str) -> float:
    written = sentence[number.start : number.end].lower().split()
    ends = (" ".join(written[-count:]) for count in (2, 1))  # "mil milhões" before "milhões"
    return next((_scales(language)[end] for end in ends if end in _scales(language)), 1.0)


@cached
def _scales(language: str) -> Mapping[str, float]:
    every = table("units")["numbers"]["scale"] | spoken("scale", language)
    return {word: float(value) for word, value in every.items()}


def _bound(sentence: str, number: Number, floor: int, language: str) -> tuple[Bound, int]:
    match = _bounding(language).search(sentence, max(floor, number.start - 32), number.start)
    if number.ranged:
        return "range", match.start() if match else number.start
    bound = _bounds(language).get(" ".join(match["bound"].lower().split())) if match else None
    if (
        match
        and bound == "at most"
        and _changes(sentence[max(floor, match.start() - CHANGE) : match.start()], language)
    ):
        return "exact", number.start  # "зросла до 21" tells the number reached
    if match and bound:
        return bound, match.start()
    return ("exact" if number.low == number.high else "about"), number.start


def _changes(before: str, language: str) -> bool:
    """Whether something grows or shrinks in these words."""
    return not grammar("change", language).isdisjoint(word.lower() for word in _WORD.findall(before))


@cached
def _bounds(language: str) -> Mapping[str, Bound]:
    return {straight(phrase): bound for bound, phrases in spoken("bounds", language).items() for phrase in phrases}


@cached
def _bounding(language: str) -> re.Pattern[str]:
    kinds = spoken("ranges", language)
    opening = (*_bounds(language), *kinds.get("between", ()))
    return re.compile(rf"(?<!\w)(?P<bound>{either(opening) or '(?!)'})\s*$", re.IGNORECASE)


# --- what they count -------------------------------------------------------------------------------------------


def _unit(sentence: str, number: Number, floor: int, limit: int, language: str) -> tuple[str | None, int]:
    if number.unit:
        return number.unit, number.end
    if match := _SIGN.match(sentence, number.end, limit):
        return _signs().get(match[0].strip()), match.end()
    dotted = number.scaled and sentence.startswith(".", number.end)  # "1,5 Mio. Euro"
    words = _clause_behind(sentence, number.end + dotted, limit)
    unit, finish = _noun(words, language, number.end)
    if unit is None or kind_of(unit) == "people":
        before = _clause_before(sentence, floor, number.start)[-(HARM_BEFORE if unit else TOLL) :]
        harm = _harm([word[0] for word in words[:HARM_WORDS]], language) or _harm(before, language)
        return harm or unit, finish
    return unit, finish


def _clause_behind(sentence: str, start: int, limit: int) -> list[re.Match[str]]:
    end = _BREAK.search(sentence, start, limit)
    return list(_WORD.finditer(sentence, start, end.start() if end else limit))


def _clause_before(sentence: str, floor: int, start: int) -> list[str]:
    begin = max(
        [max(floor, start - 120), *(m.end() for m in _BREAK.finditer(sentence, max(floor, start - 120), start))]
    )
    return [match[0] for match in _WORD.finditer(sentence, begin, start)]


def _noun(words: Sequence[re.Match[str]], language: str, end: int) -> tuple[str | None, int]:
    written = [word[0] for word in words]
    for place in range(min(UNIT_WORDS, len(words))):
        unit, after = _longest(written, place, language)
        if unit:
            return unit, words[after - 1].end()
    return None, end


def _harm(words: Sequence[str], language: str) -> str | None:
    """What became of those that are counted: the first word of the clause that names a harm."""
    found = (_longest(words, place, language) for place in range(len(words)))
    return next((unit for unit, _ in found if kind_of(unit) == "casualties"), None)


def _longest(words: Sequence[str], place: int, language: str) -> tuple[str | None, int]:
    """The unit that the longest expression names which begins at this place, and where it ends."""
    keys = tuple(stems(words[place : place + LONGEST], language))
    for count in range(len(keys), 0, -1):
        if unit := _units(language).get(keys[:count]):
            return unit, place + count
    lower = words[place].lower()
    unit = next((unit for prefix, unit in _prefixes(language) if lower.startswith(prefix)), None)
    return unit, place + bool(unit)


@cached
def _units(language: str) -> Mapping[tuple[str, ...], str]:
    """Every unit word, by its stems → its unit; the first that lists it."""
    found: dict[tuple[str, ...], str] = {}
    for unit, words in spoken("units", language).items():
        for word in words:
            if not word.endswith("*"):
                found.setdefault(tuple(stems(_WORD.findall(word), language)), unit)
    return found


@cached
def _prefixes(language: str) -> Sequence[tuple[str, str]]:
    """The beginnings of words, as written, each with its unit: those whose stem is that of another word."""
    units = spoken("units", language).items()
    return [(word[:-1].lower(), unit) for unit, words in units for word in words if word.endswith("*")]


@cached
def _signs() -> Mapping[str, str]:
    return {
        word: unit
        for unit, entry in table("units")["units"].items()
        for word in entry["words"]
        if not word[-1].isalnum()
    }
