"""Figures: the numbers of a sentence that count something, with their bounds and what they count.

"between 10,000 and 30,000 troops" is one figure, a range; "over 46,000 soldiers have been killed" counts the killed.
Dates, years, ages, ordinals and the numbers in names count nothing. Units are those of lexicon/units.yaml; the words
around a number are read as English, while figures in digits are found in any language.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from briefing.lexicon import cached, table
from briefing.model import Bound, Figure

UNIT_WORDS = 5
"""How many words after the number may hold what it counts: "10,000 well-equipped European combat troops"."""

_RANGE: Bound = "range"
_QUALIFIERS: tuple[tuple[Bound, str], ...] = (
    ("at least", "at least|no fewer than|no less than|not less than|a minimum of"),
    ("at most", "up to|as many as|as much as|at most|no more than|not more than|a maximum of"),
    ("more than", "more than|over|above|exceeding|upwards? of|in excess of|greater than"),
    ("less than", "fewer than|less than|under|below|lower than"),
    ("about", "about|around|some|roughly|nearly|almost|approximately|an estimated|estimated|close to|circa|ca\\."),
)
_RANGE_OPENS = re.compile(r"\b(?:between|from|ranging from|anywhere from)\s+$", re.IGNORECASE)
_RANGE_LINKS = re.compile(r"\s*[-–—]\s*|\s+(?:to|or)\s+")
_CLAUSE_ENDS = re.compile(r"[;:()\u2014]|[,.](?!\d)|\s-\s|\b(?:and|but|while|whereas|with|including)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_NAMES_NUMBER = re.compile(
    r"(?:\b(?:no|nos|number|article|resolution|decree|directive|protocol|chapter|section|page|fig|figure|table|version|channel|route|highway|room|flight|day|step|part)[.\s-]*"
    r"|[^\W\d_]-)$",
    re.IGNORECASE,
)
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_MONTH_BEFORE = re.compile(rf"\b(?:{_MONTHS})\.?\s+$", re.IGNORECASE)
_NO_COUNT_AFTER = re.compile(
    rf"(?:st|nd|rd|th|s)\b|[:/]\d|-(?:year|day|week|month|hour|minute)|\.\d|\s+(?:{_MONTHS})\b|\s*(?:[ap]\.?m\b|o'clock)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SIGN = re.compile(r"\s?(?:%|°C|°F|°|km²|€|₴|₽)")
_AGE = re.compile(r"[^\W\d_], $")
_PHONE = re.compile(r"\+\d[\d ().-]{6,}\d|\b0\d{2,4}[ -]\d[\d -]{4,}\d|\b\d{3}-(?:\d{3}-\d{4}|0\d{3})\b")


@dataclass(frozen=True, slots=True)
class _Number:
    low: float
    high: float
    start: int
    end: int
    money: str
    """The sign of a currency before it."""
    scaled: bool
    """Whether a word such as "million" multiplies it."""


def find_figures(text: str, start: int, end: int) -> tuple[Figure, ...]:
    """The figures of the sentence `text[start:end]`, in order; their spans are in `text`."""
    sentence = text[start:end]
    return tuple(
        replace(figure, start=start + figure.start, end=start + figure.end)
        for figure in _figures(sentence, _ranges(sentence, list(_numbers(sentence))))
    )


def _figures(sentence: str, numbers: list[tuple[_Number, bool]]) -> Iterator[Figure]:
    limits = [number.start for number, _ in numbers[1:]] + [len(sentence)]
    last = 0
    for (number, is_range), limit in zip(numbers, limits, strict=False):
        unit, end = _unit(sentence, number, limit)
        if is_range:
            opened = _RANGE_OPENS.search(sentence, max(0, number.start - 20), number.start)
            bound, start = _RANGE, opened.start() if opened else number.start
        else:
            bound, start = _qualifier(sentence, number)
        low = None if bound in ("at most", "less than") else number.low
        high = None if bound in ("at least", "more than") else number.high
        yield Figure(low, high, bound, unit, max(start, last), end)  # "5 times more than 10": "more" is the unit's
        last = end


# --- numbers ---------------------------------------------------------------------------------------------------


def _numbers(sentence: str) -> Iterator[_Number]:
    pattern = _number_pattern()
    phones = [match.span() for match in _PHONE.finditer(sentence)]
    for match in pattern.finditer(sentence):
        if any(start <= match.start() < end for start, end in phones):
            continue
        scale = _scale(match["scale"] or match["short"] or match["multiplied"] or "")
        if match["digits"]:
            if not match["money"] and not match["scale"] and _counts_nothing(sentence, match):
                continue
            low = high = _parse(match["digits"]) * scale
        elif match["vague"]:
            scale = _scale(match["many"] or "")
            low, high = (end * scale for end in _vague()[" ".join(match["vague"].lower().split())])
        else:
            low = high = _spelled(match["words"]) * scale + _spelled(match["rest"] or "")
        yield _Number(low, high, match.start(), match.end(), match["money"] or "", scale > 1)


def _spelled(words: str) -> float:
    """ "twenty-five" is 25; "one" and "a", which stand before "hundred" or "million" only, are 1."""
    return sum(_exact().get(word, 1.0) for word in re.split(r"[\s-]+", words.lower()) if word)


def _counts_nothing(sentence: str, match: re.Match[str]) -> bool:
    """Years, dates, clock times, ordinals, ages between commas, and numbers that are part of a name."""
    before, digits = sentence[max(0, match.start() - 16) : match.start()], match["digits"]
    if _YEAR.fullmatch(digits) or _NO_COUNT_AFTER.match(sentence, match.end()) or _NAMES_NUMBER.search(before):
        return True
    if len(digits) > 2:
        return False
    is_age = _AGE.search(before) and sentence[match.end() : match.end() + 1] in (",", ".", "")
    return bool(is_age or _MONTH_BEFORE.search(before))


def _ranges(sentence: str, numbers: list[_Number]) -> list[tuple[_Number, bool]]:
    """Numbers, two that are the ends of one range joined: "10,000 to 30,000", "between ten and thirty thousand"."""
    joined: list[tuple[_Number, bool]] = []
    for number in numbers:
        last = joined[-1][0] if joined else None
        if last and not joined[-1][1] and _is_range(sentence, last, number):
            low = last.low
            scale = _shared_scale(sentence, number)
            if number.scaled and not last.scaled and low * scale <= number.high:
                low *= scale
            joined[-1] = (replace(last, low=low, high=number.high, end=number.end), True)
        else:
            joined.append((number, False))
    return joined


def _is_range(sentence: str, low: _Number, high: _Number) -> bool:
    between = sentence[low.end : high.start]
    if between.strip().lower() == "and":
        return bool(_RANGE_OPENS.search(sentence, max(0, low.start - 12), low.start)) and low.low < high.high
    return bool(_RANGE_LINKS.fullmatch(between)) and low.low < high.high


def _shared_scale(sentence: str, number: _Number) -> float:
    return _scale(re.split(r"[\s\d-]", sentence[number.start : number.end])[-1])


def _parse(digits: str) -> float:
    """10,000 and 10.000 and 10 000 are ten thousand; 3.3 and 3,3 and 0.125 are fractions."""
    if re.fullmatch(r"[1-9]\d{0,2}(?:([,.\u00a0\u202f ])\d{3})(?:\1\d{3})*", digits):
        return float(re.sub(r"\D", "", digits))
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+\.\d+", digits):
        return float(digits.replace(",", ""))
    whole, _, rest = re.sub(r"[\u00a0\u202f ]", "", digits).replace(",", ".").partition(".")
    return float(f"{whole}.{rest.replace('.', '')}")


def _scale(word: str) -> float:
    """What "million" multiplies by, or "hundred thousand"."""
    scales = table("units")["numbers"]["scale"]
    return math.prod(float(scales.get(part, 1)) for part in re.split(r"[\s-]+", word.lower()))


@cached
def _exact() -> dict[str, float]:
    """Number words that count: "one" is mostly a pronoun, "first" an ordinal, "half" a share of something."""
    words = table("units")["numbers"]["exact"].items()
    return {
        word: value for word, value in words if " " not in word and value >= 2 and word not in ("both", "pair", "twice")
    }


@cached
def _vague() -> dict[str, tuple[float, float]]:
    """Phrases for an amount without a figure; "some" and "many" alone are too vague to be one."""
    numbers = table("units")["numbers"]
    definite = {word: (value, value) for word, value in numbers["exact"].items() if " " in word and value > 1}
    vague = {
        word: (low, high)
        for word, (low, high) in numbers["vague"].items()
        if low >= 20 or " " in word or word == "several"
    }
    return vague | definite


_SHARES = "thirds|quarters|fifths|sixths|sevenths|eighths|ninths|tenths"
_HUNDREDS = "hundred|thousand|million|billion|trillion"
"""What "one" and "a" count; "a score" and "a dozen" stand in the lexicon."""


@cached
def _number_pattern() -> re.Pattern[str]:
    scale = f"(?:{_either(word for word in table('units')['numbers']['scale'] if len(word) > 2)})"
    exact = f"(?:{_either(_exact())})(?:[\\s-](?:{_either(_exact())}))?"
    return re.compile(
        r"(?<![\w.,/])(?<!\d:)(?:(?P<money>(?:US|A|C|NZ|HK|R|S)?[$€£¥₹₽₴₦₩₺₪])\s?)?"
        r"(?P<digits>\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?)"
        rf"(?:(?P<short>k|bn|tn|mn|mln|(?(money)m|bn))\b|(?:\s+|-)(?P<scale>{scale})\b)?(?!\w|[.,]\d)"
        rf"|\b(?P<vague>{_either(_vague())})(?:\s(?P<many>{scale}))?\b"
        rf"|\b(?P<words>{exact}(?![\s-](?:{_SHARES})\b)|(?:one|an?)(?=[\s-](?:{_HUNDREDS})\b))"
        rf"(?:[\s-](?P<multiplied>{scale}(?:[\s-]{scale})?)"
        rf"(?:(?:(?<=hundred)|(?<=thousand))(?:\s+and\s+|[\s-])(?P<rest>{exact})(?![\s-](?:{scale}|{_SHARES})\b))?)?\b",
        re.IGNORECASE,
    )


def _either(words: Iterable[str]) -> str:
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)


# --- what they count -------------------------------------------------------------------------------------------


def _qualifier(sentence: str, number: _Number) -> tuple[Bound, int]:
    for bound, pattern in _qualifier_patterns():
        if match := pattern.search(sentence, max(0, number.start - 24), number.start):
            return bound, match.start()
    return ("exact" if number.low == number.high else "about"), number.start


@cached
def _qualifier_patterns() -> tuple[tuple[Bound, re.Pattern[str]], ...]:
    return tuple((bound, re.compile(rf"\b(?:{words})\s+$", re.IGNORECASE)) for bound, words in _QUALIFIERS)


def _unit(sentence: str, number: _Number, limit: int) -> tuple[str | None, int]:
    """What the number counts, as a key of units.yaml, and where the words that say so end.

    `limit` is where the next number begins: what stands behind that belongs to it.
    """
    if number.money:
        return _unit_words().get(number.money, _unit_words()["$"]), number.end
    if match := _SIGN.match(sentence, number.end, limit):
        return _unit_words().get(match[0].strip()), match.end()
    clause = _CLAUSE_ENDS.search(sentence, number.end)
    end = min(limit, clause.start() if clause else len(sentence))
    unit, finish = None, number.end
    for position, word in enumerate(_WORD.finditer(sentence, number.end, end)):
        if position >= UNIT_WORDS:
            break
        if found := _longest_unit(sentence, word.start(), limit):
            unit, finish = found
            break
    harmed = _harm(sentence, number, finish, limit) if _kind(unit) in ("people", None) else None
    return harmed or unit, finish


def _longest_unit(sentence: str, start: int, end: int) -> tuple[str, int] | None:
    """The longest expression of units.yaml that begins at `start`; the number of a plural noun is that of its lemma."""
    words = list(_WORD.finditer(sentence, start, min(end, start + 60)))[:4]
    for count in range(len(words), 0, -1):
        phrase = sentence[start : words[count - 1].end()]
        for form in _lemmas(" ".join(phrase.split())):
            if unit := _unit_words().get(form):
                return unit, words[count - 1].end()
    return None


def _lemmas(phrase: str) -> Iterator[str]:
    yield phrase
    phrase = phrase.lower()
    yield phrase
    if phrase.endswith("ies"):
        yield phrase[:-3] + "y"
    if phrase.endswith(("ses", "xes", "ches", "shes", "oes")):
        yield phrase[:-2]
    if phrase.endswith("s"):
        yield phrase[:-1]


_HARM_BEFORE = re.compile(
    r"\b(?:(?P<killed>kill(?:ed|ing|s)?|dead)|(?P<wounded>wound(?:ed|ing|s)?|injur(?:ed|ing|es)|hurt(?:ing|s)?)|(?P<casualties>lost|losing|loses))\s+(?:[^\W\d_]+\s+){0,2}$"
)
_HARM_AFTER = re.compile(
    r"\s+(?:[^\W\d_]+\s+){0,4}?"
    r"(?:(?P<killed>killed|dead|died|slain|lost their lives|perished)|(?P<wounded>wounded|injured|hurt|maimed))\b"
)


def _harm(sentence: str, number: _Number, after: int, limit: int) -> str | None:
    """ "killing 12 people" and "46,000 soldiers have been killed" count the killed, whatever the noun is."""
    found = _HARM_BEFORE.search(sentence, max(0, number.start - 40), number.start) or _HARM_AFTER.match(
        sentence, after, limit
    )
    return found.lastgroup if found else None


def _kind(unit: str | None) -> str | None:
    return table("units")["units"][unit]["kind"] if unit else None


@cached
def _unit_words() -> dict[str, str]:
    """Every unit word → its unit; a word of two units is the first one's."""
    found: dict[str, str] = {}
    for unit, entry in table("units")["units"].items():
        for word in entry["words"]:
            found.setdefault(word, unit)
    return found
