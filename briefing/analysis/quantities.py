"""Expressions of quantity that are no counts: ages, ordinals, the length in "a 30-day truce", "both", "many", "wages".

A reader of a text wants them marked; but no number of people or things follows from them that could be compared with
another count. So they stand apart from `figures`: sentences are ranked and figures set side by side without them.
Where the text gives no number, there is none: "many villages" has neither a low nor a high end.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from briefing.analysis.figures import bound_of, phrase_stops, unit_of, unit_words
from briefing.analysis.numbers import Number, either, kind_of, number_words, value_of
from briefing.analysis.wording import month_names
from briefing.lexicon import cached, table
from briefing.model import Bound, Figure

AGE = "years of age"
ORDINAL = "ordinal"
MONEY = "money"
SHARE = "fractions"
OLDEST = 130
"""No age is above it."""
NEAR = 60
"""How near a number of money must stand to a word such as "loan" to say how much it is."""
ITEM = 80
"""The most characters of one item of a list."""
ITEM_WORDS = 7

_KINDS = ("people", "casualties", "things", "events")
"""Of what a list may count one, beside what the lexicon does not know."""


def find_quantities(
    text: str, start: int, end: int, figures: Sequence[Figure]
) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """The further quantities of the sentence `text[start:end]`, in order, and those of its `figures` that stay: "11" in
    "aged 5 to 11" is no count. No two of them share a word."""
    sentence = text[start:end]
    counts = [replace(figure, start=figure.start - start, end=figure.end - start) for figure in figures]
    times = [*_ages(sentence), *_lengths(sentence)]
    timed = _mask(sentence, times)
    counts = [one for one in counts if 0 in timed[one.start : one.end]]
    taken, found = _mask(sentence, counts), list[Figure]()
    for figure in (*times, *_others(sentence, counts)):
        if 1 not in taken[figure.start : figure.end]:
            taken[figure.start : figure.end] = bytes((1,)) * (figure.end - figure.start)
            found.append(figure)
    found.sort(key=lambda figure: figure.start)
    return _moved(found, start), _moved(counts, start)


def _mask(sentence: str, figures: Iterable[Figure], around: int = 0) -> bytearray:
    """A 1 for each character that belongs to a figure, or is as near to one as that."""
    mask = bytearray(len(sentence))
    for figure in figures:
        begin, end = max(0, figure.start - around), min(len(sentence), figure.end + around)
        mask[begin:end] = bytes((1,)) * (end - begin)
    return mask


def _moved(figures: Iterable[Figure], by: int) -> tuple[Figure, ...]:
    return tuple(replace(figure, start=figure.start + by, end=figure.end + by) for figure in figures)


def _others(sentence: str, counts: Sequence[Figure]) -> Iterator[Figure]:
    """In the order in which they are believed where two share a word."""
    limits = [figure.start for figure in counts]
    words = frozenset(_LETTERS.findall(sentence.lower()))
    telling = _telling()
    if _DIGIT.search(sentence) or words & telling["ordinals"]:
        yield from _ordinals(sentence)
    if words & telling["shares"] or "fold" in sentence:
        yield from _shares(sentence)
    if words & telling["unstated"]:
        yield from _unstated(sentence, limits)
    if words & telling["small"]:
        yield from _small(sentence, limits)
    yield from _listed(sentence, counts, limits)
    if words & telling["sums"]:
        yield from _sums(sentence, counts)


_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[a-z]+")


@cached
def _telling() -> dict[str, frozenset[str]]:
    """Words of which a sentence must hold one, by the kind of quantity: most sentences have none."""
    amounts = table("units")["amounts"]
    phrases = {
        "shares": (*amounts["more than half"], *amounts["less than half"], "majority", "minority", *amounts["times"]),
        "unstated": (*amounts["unstated"], *amounts["sizes"], "multi", "multimillion", "multibillion", "multitrillion"),
        "small": ("both", "single", "lone"),
        "sums": _sum_words(),
    }
    stops = frozenset(table("stopwords")["en"]) - {"most", "both", "few", "many"}
    return {
        kind: frozenset(word for phrase in found for word in _LETTERS.findall(phrase)) - stops
        for kind, found in phrases.items()
    } | {"ordinals": frozenset(amounts["ordinals"]) | {"first", "second"}}


def _noun(sentence: str, start: int, end: int, limits: Sequence[int], number: float = 2) -> tuple[str | None, int]:
    """What the words `sentence[start:end]` are a quantity of, and where the noun ends: before the next count begins."""
    place = bisect_left(limits, end)
    limit = limits[place] if place < len(limits) else len(sentence)
    return unit_of(sentence, Number(number, number, start, end, word=True), start, limit)


def _figure(low: float | None, high: float | None, bound: Bound, unit: str | None, start: int, end: int) -> Figure:
    return Figure(low, high, bound, unit, start, end, counted=False)


def _bounded(sentence: str, low: float, high: float, unit: str, start: int, end: int) -> Figure:
    """A number or a range, with the words before that bound it: "under 35"."""
    bound, begin = bound_of(sentence, Number(low, high, start, end, ranged=low < high))
    least = None if bound in ("at most", "less than") else low
    most = None if bound in ("at least", "more than") else high
    return _figure(least, most, bound, unit, begin, end)


# --- ages ------------------------------------------------------------------------------------------------------

_TO = r"(?:\s?[-–—]\s?|-?\s?(?:to|or)[\s-]|\sand\s)"
_OF_LIFE = {"y": AGE, "m": "months of age", "w": "weeks of age", "d": "days of age"}


@cached
def _age_patterns() -> tuple[re.Pattern[str], ...]:
    number = rf"(?:\d{{1,3}}|{number_words()})"
    return (
        re.compile(  # "14-year-old", "six months old", "18- to 20-year-olds"
            rf"(?<![\w.,-])(?:(?P<low>(?>{number})){_TO})?(?P<high>{number})[\s-](?P<unit>year|month|week|day)s?[\s-]olds?\b",
            re.I,
        ),
        re.compile(rf"(?<![\w.,-])(?P<high>{number})\s(?P<unit>year|month)s?\sof\sage\b", re.I),
        re.compile(  # "aged 35", "ages 5 to 11", "at the age of 42"
            rf"\b(?:aged|ages?(?:\sof)?)\s(?:(?:between|under|over|about|around|from|just|only)\s)?"
            rf"(?:(?P<low>\d{{1,3}}){_TO})?(?P<high>\d{{1,3}}|(?<=\baged\s){number})\b(?![\d%-]|[.,:]\d)",
            re.I,
        ),
        re.compile(r"\b(?P<name>[A-Z][\w'’-]{0,30})[).]?,\s(?P<high>\d{1,2})(?=,\s)"),  # "Jane Roe, 42, of Leeds"
        re.compile(  # "she is 42."
            r"\b(?:he|she|who|I|He|She)\s(?:is|was|am|turned|turns)\s(?P<high>\d{1,2})(?=[.;!?]|,\s|\s(?:and|when)\b|$)"
        ),
        re.compile(r"\bunder-(?P<less>\d{1,2})s\b", re.I),
        re.compile(r"\bin (?:his|her|their|my) (?:(?:early|mid|late)[\s-])?(?P<decade>[2-9]0)s\b"),
    )


_TELLS_AGE = re.compile(r"\d|[oO]lds?\b|\b[aA]ge")


def _ages(sentence: str) -> Iterator[Figure]:
    if not _TELLS_AGE.search(sentence):
        return
    for pattern in _age_patterns():
        for match in pattern.finditer(sentence):
            if figure := _age(sentence, match):
                yield figure


def _age(sentence: str, match: re.Match[str]) -> Figure | None:
    told: dict[str, str | None] = match.groupdict()
    if less := told.get("less"):
        return _figure(None, float(less), "less than", AGE, *match.span())
    if decade := told.get("decade"):
        return _figure(float(decade), float(decade) + 9, "about", AGE, match.start("decade"), match.end())
    name = told.get("name")
    if name and name.lower() in month_names():
        return None
    high = value_of(str(told["high"]))
    low = value_of(str(told["low"])) if told.get("low") else high
    if not low <= high <= OLDEST:
        return None
    unit = _OF_LIFE[(told.get("unit") or "y")[0].lower()]
    start = match.start("low" if told.get("low") else "high")
    return _bounded(sentence, low, high, unit, start, match.end() if told.get("unit") else match.end("high"))


# --- lengths of time, ordinals ---------------------------------------------------------------------------------

_PERIOD = "second|minute|hour|day|week|month|year|decade"


@cached
def _length_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    number = rf"(?:\d{{1,4}}(?:\.\d)?|{number_words()})"
    return (
        re.compile(
            rf"(?<![\w.,/-])(?:(?P<low>(?>{number})){_TO})?(?P<high>{number})[-‑](?P<unit>{_PERIOD})s?\b(?![-\s]olds?\b)",
            re.I,
        ),
        re.compile(r"\b(?P<unit>hour|day|week|month|year)(?P<many>s)?-?long\b", re.I),
    )


def _lengths(sentence: str) -> Iterator[Figure]:
    """ "A 30-day truce", "a week-long strike", "months-long talks"."""
    if "-" not in sentence and "‑" not in sentence and "long" not in sentence:
        return
    exact, long = _length_patterns()
    for match in exact.finditer(sentence):
        high = value_of(match["high"])
        low = value_of(match["low"]) if match["low"] else high
        if low <= high:
            start = match.start("low" if match["low"] else "high")
            yield _bounded(sentence, low, high, unit_words()[match["unit"].lower()], start, match.end())
    for match in long.finditer(sentence):
        unit = unit_words()[match["unit"].lower()]
        size = None if match["many"] else 1.0
        yield _figure(size, size, "unstated" if match["many"] else "exact", unit, *match.span())


@cached
def _ordinal_pattern() -> re.Pattern[str]:
    words = either(table("units")["amounts"]["ordinals"])
    tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    # what it ranks stands behind it
    return re.compile(
        rf"(?:(?<![\w.,-])(?P<digits>\d{{1,3}}(?:,\d{{3}})*)(?:st|nd|rd|th)|(?-i:\b(?P<tens>{tens})-(?P<unit>first|second|{words}))"
        rf"|(?-i:\b(?<!a\s)(?P<word>{words})))(?=[\s-](?P<noun>[^\W\d_]+))",
        re.IGNORECASE,
    )


def _ordinals(sentence: str) -> Iterator[Figure]:
    ordinals = table("units")["amounts"]["ordinals"] | {"first": 1, "second": 2}
    for match in _ordinal_pattern().finditer(sentence):
        noun = match["noun"].lower()
        if noun in _ranked_by_none() or match["noun"][0].isupper() or _month_before(sentence, match.start()):
            continue  # "the 5th of May", "May 5th", "2nd Avenue", "the 9th Battalion"
        if match["digits"]:
            value = value_of(match["digits"])
        else:
            value = (value_of(match["tens"]) + ordinals[match["unit"]]) if match["tens"] else ordinals[match["word"]]
        yield _figure(float(value), float(value), "exact", ORDINAL, *match.span())


def _month_before(sentence: str, start: int) -> bool:
    before = sentence[max(0, start - 16) : start].split()
    return bool(before) and before[-1].rstrip(".").lower() in month_names()


@cached
def _ranked_by_none() -> frozenset[str]:
    return frozenset(table("units")["amounts"]["no_ranks"]) | phrase_stops()


# --- amounts without a number ----------------------------------------------------------------------------------


@cached
def _share_pattern() -> re.Pattern[str]:
    words = table("units")["amounts"]
    adjectives = rf"(?:{either(words['majorities'])})\s"
    return re.compile(
        rf"\b(?:(?P<most>{either(words['more than half'])}|(?:an?|the)\s{adjectives}majority\sof)"
        rf"|(?P<least>{either(words['less than half'])}|(?:an?|the)\s{adjectives}minority\sof)"
        rf"|(?<!\bto\s)(?<!\bwill\s)(?<!\bwould\s)(?P<times>{either(words['times'])})|(?P<fold>{number_words()}|hundred|thousand)-?fold)\b(?!\s\d)",
        re.IGNORECASE,
    )


def _shares(sentence: str) -> Iterator[Figure]:
    """ "Most of them", "a slim majority of members", "twice as many", "tenfold"."""
    times = table("units")["amounts"]["times"]
    for match in _share_pattern().finditer(sentence):
        if match["most"]:
            yield _figure(0.5, None, "more than", SHARE, *match.span())
        elif match["least"]:
            yield _figure(None, 0.5, "less than", SHARE, *match.span())
        else:
            value = (
                value_of(match["fold"].lower()) if match["fold"] else times[" ".join(match["times"].lower().split())]
            )
            yield _figure(float(value), float(value), "exact", SHARE, *match.span())


@cached
def _unstated_pattern() -> re.Pattern[str]:
    words = table("units")["amounts"]
    measures = "|".join(
        f"{re.escape(word)}s?" if not word.endswith("y") else f"{word[:-1]}(?:y|ies)" for word in words["measures"]
    )
    return re.compile(
        rf"(?<!\bas\s)(?<!\bhow\s)(?<!\bno\s)\b(?:(?P<amount>(?:an?\s)?(?:very\s)?(?:{either(words['sizes'])})\s(?:{measures})\sof)"
        rf"|(?P<few>{either(words['unstated'])})(?!\s(?:an?|as|that)\b)"
        rf"|(?P<money>multi-?\s?(?:million|billion|trillion)[-\s](?P<currency>[^\W\d_]+)))\b(?!\s\d)",
        re.IGNORECASE,
    )


def _unstated(sentence: str, limits: Sequence[int]) -> Iterator[Figure]:
    """ "Many villages", "an unknown number of prisoners", "a multi-million-dollar loan"."""
    for match in _unstated_pattern().finditer(sentence):
        if match["money"]:
            unit = unit_words().get(match["currency"].lower())
            if kind_of(unit) == "money":
                yield _figure(None, None, "unstated", unit, *match.span())
            continue
        if money := _funds_pattern().match(sentence, match.end()):
            unit, end = MONEY, money.end()  # "a large amount of cash"
        else:
            unit, end = _noun(sentence, *match.span(), limits)
        if kind_of(unit) == "share":  # "many times"
            unit, end = None, match.end()
        yield _figure(None, None, "unstated", unit, match.start(), end)


@cached
def _funds_pattern() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{either((*table('units')['amounts']['funds'], *_sum_words()))})\b", re.I)


@cached
def _sum_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{either(_sum_words())})\b(?!-)", re.IGNORECASE)


@cached
def _sum_words() -> frozenset[str]:
    """Nouns for a sum of money, in the singular and the plural."""
    nouns = table("units")["amounts"]["sums"]
    return frozenset(nouns) | {
        noun[:-1] + "ies" if noun.endswith("y") else noun.removesuffix("s") + "s" for noun in nouns
    }


def _sums(sentence: str, counts: Sequence[Figure]) -> Iterator[Figure]:
    """ "Their wages", "a loan": sums of money, where no number near by says how much."""
    given = _mask(sentence, (figure for figure in counts if kind_of(figure.unit) == "money"), NEAR)
    for match in _sum_pattern().finditer(sentence):
        if 1 not in given[match.start() : match.end()]:
            yield _figure(None, None, "unstated", MONEY, *match.span())


# --- two and one -----------------------------------------------------------------------------------------------

_BOTH = re.compile(
    r"\bboth\b(?:\s+of\s+(?:them|these|those|the|its|their|his|her|our|us|you)\b"
    r"|(?=(?:\s+(?:the|these|those|his|her|its|their|our|my))?(?:\s+[a-z-]+)?\s+[a-z]{2,30}[^siu\W]s\b(?!\s+and\b))"
    r"|(?=\s+(?:(?:the|these|those|his|her|its|their|our|my)\s+)?(?:men|women|children|people)\b(?!\s+and\b)))",
    re.IGNORECASE,
)
""" "Both sides" are two; "both rain and snow" says no number."""
_ALONE = re.compile(r"\b(?:a|one|the|only)\s+(?:single|lone)\s+(?=[^\W\d_])", re.IGNORECASE)


def _small(sentence: str, limits: Sequence[int]) -> Iterator[Figure]:
    for match in _BOTH.finditer(sentence):
        unit, end = _noun(sentence, *match.span(), limits)
        yield _figure(2.0, 2.0, "exact", unit, match.start(), end)
    for match in _ALONE.finditer(sentence):
        end = match.start() + len(match[0].rstrip())
        unit, finish = _noun(sentence, match.start(), end, limits, 1)
        if kind_of(unit) in _KINDS:  # not "a single currency", "a single market"
            yield _figure(1.0, 1.0, "exact", unit, match.start(), finish)


# --- "a" in a list of counted things ---------------------------------------------------------------------------

_ARTICLE = re.compile(r"\ban?\b(?=\s+[^\W\d_])", re.IGNORECASE)
_NOUN_ENDS = re.compile(
    r"\s*(?:[^\w\s'’-]|$)|\s+(?:and|or|were|was|had|have|has|in|on|at|of|from|to|with|near|by|for)\b"
)
_NEXT = re.compile(r"\s+([^\W\d_]+)")
_SPEAKS = re.compile(r"\s+(?:[^\W\d_]+\s+){1,4}(?:said|says|told|added|reported)\b")
_LINK = re.compile(
    r"(?P<noun>[^,;:.()\d]*?)\s*(?:(?P<and>[,;]?\s*\b(?:and|or|plus|as well as))|[,;])\s+(?:(?P<verb>[^\W\d_]+ed)\s+)?"
)


def _listed(sentence: str, counts: Sequence[Figure], limits: Sequence[int]) -> Iterator[Figure]:
    """ "A" is one in "three tanks, a launcher and a lorry", for it stands in a list with what is counted."""
    anchors = [one for one in counts if kind_of(one.unit) in (*_KINDS, None)]
    if not anchors:
        return
    taken = _mask(sentence, counts)
    articles = [one for one in _articles(sentence, limits) if 1 not in taken[one.start : one.end]]
    items = sorted([*anchors, *articles], key=lambda item: item.start)
    for chain in _chains(sentence, items):
        listed = [item for item in chain if not item.counted]
        if len(listed) < len(chain) and not _apposed(chain, listed):
            yield from listed


def _articles(sentence: str, limits: Sequence[int]) -> Iterator[Figure]:
    for match in _ARTICLE.finditer(sentence):
        following = _NEXT.match(sentence, match.end(), match.end() + 40)
        item = following and following[1].lower() not in _no_items()
        if item and not _SPEAKS.match(sentence, match.end()):
            yield _one(sentence, match, limits)


def _one(sentence: str, match: re.Match[str], limits: Sequence[int]) -> Figure:
    unit, end = _noun(sentence, *match.span(), limits, 1)
    plain = kind_of(unit) in _KINDS and bool(_NOUN_ENDS.match(sentence, end))  # no rocket in "a rocket launcher"
    return _figure(1.0, 1.0, "exact", unit if plain else None, match.start(), end if plain else match.end())


@cached
def _no_items() -> frozenset[str]:
    return frozenset(table("units")["amounts"]["no_items"])


def _chains(sentence: str, items: Sequence[Figure]) -> Iterator[list[Figure]]:
    """Lists: items of which each follows the one before by a comma or "and", up to the last "and"."""
    chain, whole = list(items[:1]), 1
    for before, item in pairwise(items):
        link = _linked(sentence, before, item)
        if link is None:
            yield chain[:whole]
            chain, whole = [], 1
        chain.append(item)
        if link == "and":
            whole = len(chain)
    yield chain[:whole]


def _linked(sentence: str, before: Figure, item: Figure) -> str | None:
    """ "and" or "," where the item goes on with a list; None where other words than the item's own stand between."""
    if item.start - before.end > ITEM or item.start < before.end:
        return None
    link = _LINK.fullmatch(sentence, before.end, item.start)
    if not link:
        return None
    words = link["noun"].lower().replace("-", " ").split()
    if len(words) > ITEM_WORDS or any(word in phrase_stops() and word != "of" for word in words):
        return None
    return "and" if link["and"] else ","


def _apposed(chain: list[Figure], listed: list[Figure]) -> bool:
    """Whether the items with an article say who the counted are: "two men, a baker and a tailor"."""
    count = len(listed)
    return count > 0 and chain[-count:] == listed and chain[-count - 1].low == count
