"""Expressions of time: where a sentence names a day, a week, a month or a year, and which one that is.

"10 April 2025" says it all; "on Thursday" and "last month" count from the day on which the document was published, and
mean nothing without it. The words are those of lexicon/months.yaml and lexicon/times.yaml; numeric dates are read in
any language. A value is no more precise than the words: "mid-March" is 2025-03, "this week" is 2025-W15.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from briefing.analysis import _calendar as calendar
from briefing.analysis._calendar import UNTOLD, key_of
from briefing.lexicon import cached, table
from briefing.model import DateMention

__all__ = ["find_dates", "key_of"]

NEAR = 32
"""Characters before an expression in which the words that belong to it are looked for: "in", "between the"."""
CLAUSE = 120
"""Characters to each side in which the verb is looked for that tells whether a sentence looks ahead."""
OWN_TIME = 2
"""Words between a verb and the time that is its own: "threatened on Friday"."""
SOON = timedelta(days=1)
"""How far a date may lie behind the document's own and still be told as past: clocks differ around the world."""

_IN_A_YEAR = ("day", "days", "month")
"""The kinds of rule whose expressions may leave the year out."""
_DASH = r"\s?[-–—]\s?"
_TH = r"(?:st|nd|rd|th|er|\.|º|ª)?"
_YEAR = r"(?:1[0-9]|20)\d\d"


def find_dates(
    text: str, start: int, end: int, published: date | None, language: str | None
) -> tuple[DateMention, ...]:
    """The expressions of time in the sentence `text[start:end]`, in order and apart; their spans are in `text`."""
    language = (language or "en").partition("-")[0].lower()
    if not _hint(language).search(text, start, end):
        return ()  # most sentences, and the rules take their time
    context = _Context(text, start, end, published, _Words.of(language))
    found = [
        _Found(match.start(), match.end(), value, rule, match)
        for rule in _rules(language)
        for match in rule.pattern.finditer(text, start, end)
        if (value := rule.value(match, context)) is not None
    ]
    found.sort(key=lambda one: (one.start, -one.end))  # stable: of two that are as long, the earlier rule's
    joined = _joined(_with_years(_of_year(_apart(found), context), context), context)
    return tuple(DateMention(one.start, one.end, one.value or None) for one in joined)


@dataclass(frozen=True, slots=True)
class _Context:
    text: str
    start: int
    end: int
    published: date | None
    words: _Words
    year: int | None = None
    """Given by the other end of an interval: "30 March to 2 April 2025"."""


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    pattern: re.Pattern[str]
    value: Callable[[re.Match[str], _Context], str | None]


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    value: str
    rule: _Rule
    match: re.Match[str]


def _apart(found: Iterable[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


# --- words -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Words:
    """The tables of one language; all empty for a language without any."""

    table: dict[str, Any]
    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, int]
    units: dict[str, str]
    numbers: dict[str, int]
    language: str

    @staticmethod
    @cached
    def of(language: str) -> _Words:
        entry = table("times").get(language, {})
        numbers: dict[str, int] = {}
        if language == "en":
            exact = table("units")["numbers"]["exact"]
            numbers |= {word: int(value) for word, value in exact.items() if 2 <= value <= 99 and value == int(value)}
        return _Words(
            table=entry,
            months=_numbered(table("months").get(language, [])),
            weekdays=_numbered(entry.get("weekdays", [])),
            seasons=_numbered(entry.get("seasons", [])),
            units={form: unit for unit, forms in entry.get("units", {}).items() for form in forms},
            numbers=numbers | entry.get("numbers", {}),
            language=language,
        )

    def capital(self, word: str) -> bool:
        """Whether a month or a weekday is written as the language writes it."""
        return word[0].isupper() or not self.table.get("capitals")

    def ahead(self, first: str) -> tuple[tuple[str, ...], ...]:
        return _by_first(self.language, "ahead").get(first, ())

    def before(self, key: str, context: _Context, at: int) -> bool:
        """Whether a phrase of the list `key` stands right before the character `at`."""
        return self.opens(key, context, at) is not None

    def opens(self, key: str, context: _Context, at: int) -> int | None:
        """Where the phrase of the list `key` begins that stands right before the character `at`."""
        start = max(context.start, at - NEAR)
        match = _before(self.language, key).search(context.text[start:at])
        return start + match.start() if match else None

    def after(self, key: str, context: _Context, at: int) -> bool:
        near = context.text[at : min(context.end, at + NEAR)]
        return re.match(rf"\s+(?:{_either(self.table.get(key, ()))})\b", near, re.IGNORECASE) is not None


def _numbered(groups: Sequence[Sequence[str]]) -> dict[str, int]:
    return {form: number for number, forms in enumerate(groups, 1) for form in forms}


@cached
def _before(language: str, key: str) -> re.Pattern[str]:
    words = _either(_Words.of(language).table.get(key, ()))
    return re.compile(rf"(?<!\w)(?:{words})(?:\s+|(?<=-))(?:the\s+)?$", re.IGNORECASE)


@cached
def _by_first(language: str, key: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    phrases: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in _Words.of(language).table.get(key, ()):
        words = tuple(phrase.split())
        phrases[words[0]] = (*phrases.get(words[0], ()), words)
    return phrases


def _either(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first; for none of them, one that matches nothing."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]") for word in longest_first) or r"(?!)"


def _plain(words: str) -> str:
    """As the tables write it."""
    return " ".join(words.lower().replace("’", "'").split())


# --- rules -----------------------------------------------------------------------------------------------------


@cached
def _rules(language: str) -> tuple[_Rule, ...]:
    """How dates are written. Of two rules that match the same words, the first one counts."""
    words = _Words.of(language)
    entry = words.table
    month, weekday, season = (_either(names) for names in (words.months, words.weekdays, words.seasons))
    last, this, following = (_either(entry.get(key, ())) for key in ("last", "this", "next"))
    relative = f"(?:(?P<last>{last})|(?P<this>{this})|(?P<next>{following}))"
    behind = f"(?:\\s+(?:(?P<last_>{last})|(?P<next_>{following})))" if entry.get("follows") else "(?P<last_>(?!))"
    edge = rf"(?:(?P<edge>{_either(entry.get('edges', ()))})(?:\s+|-))"
    units = _either(form for form, unit in words.units.items() if unit != "day")
    spans = _either(words.units)
    number = rf"(?P<number>\d{{1,3}}|{_either(words.numbers)})"
    on = rf"\b(?:(?P<weekday>{weekday}),?\s+(?:the\s+)?)?"
    year = rf"(?:,?\s+(?:de\s+)?(?P<year>{_YEAR})\b(?!,\d))?"
    day = rf"(?P<day>\d{{1,2}}){_TH}\s+(?:of\s+|de\s+)?(?P<month>{month})\b(?:\.(?=,?\s+\d{{4}}))?{year}"
    to = rf"(?:{_DASH}|\s+(?P<to>{_either(entry.get('to', ()))})\s+|\s+(?:{_either(entry.get('and', ()))})\s+)"
    opening = rf"(?:\b(?P<open>{_either([*entry.get('from', ()), *entry.get('between', ())])})\s+(?:the\s+)?)?"
    month_first = rf"\b(?P<month>{month})\.?\s+(?P<first>\d{{1,2}}){_TH}{to}(?P<day>\d{{1,2}})(?!\w)"
    two_years = rf"(?<![\w.,/:$€£-])(?P<first>{_YEAR}){to}(?P<year>{_YEAR}|\d\d)(?![\w%/]|[.,:]\d|-\w)"
    back, on_ = (_either(entry.get(key, ())) for key in ("span_past", "span_next"))
    before = _either(entry.get("ago_before", ()))
    ago = _either(entry.get("ago_after", ()))
    written: tuple[tuple[str, str, Callable[[re.Match[str], _Context], str | None]], ...] = (
        ("day", r"(?<![\w./-])(?P<year>\d{4})(?P<mark>[-/])(?P<month>\d\d)(?P=mark)(?P<day>\d\d)(?![\d/-])", _numeric),
        ("day", r"(?<![\w./-])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?!\w|\.\d)", _numeric),
        ("day", r"(?<![\w./-])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?![\w/])", _slashed),
    )
    if entry:
        written += (
            ("days", rf"{opening}\b(?P<first>\d{{1,2}}){_TH}{to}{day}", _days),
            ("days", opening + month_first + year, _days),
            ("day", on + day, _day),
            ("day", rf"{on}\b(?P<month>{month})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\w%]|[.,:]\d){year}", _day),
            ("month", rf"\b{edge}?(?P<month>{month})\b\.?(?:,|\s+of|\s+de)?\s+(?P<year>{_YEAR})\b(?!,\d)", _month),
            ("month", rf"\b{edge}?(?:{relative}\s+)?(?P<month>{month})\b{behind}?(?!\s+\d{{4}}\b)", _bare_month),
            ("years", opening + two_years, _years),
            ("year", rf"(?<![\w.,/:$€£-])(?<![\d–—]){edge}?(?P<year>{_YEAR})(?![\w%/]|[.,:]\d|[-–]\w)", _year),
            ("season", rf"\b{edge}?(?P<season>{season})(?:\s+of|\s+de|,)?\s+(?P<year>{_YEAR})\b", _season),
            ("season", rf"\b{edge}?{relative}\s+(?P<season>{season})\b", _season),
            ("weekday", rf"\b(?:(?:late|early)\s+(?:on\s+)?)?(?:{relative}\s+)?(?P<weekday>{weekday})\b{behind}?"
                        rf"(?:\s+(?:{_either(entry.get('parts', ()))})\b)?", _weekday),
            ("today", rf"(?<![\w-])(?P<days>{_either(entry.get('days', ()))})(?![\w-])", _today),
            ("unit", rf"\b{edge}?{relative}\s+(?P<unit>{units})\b", _unit),
            ("unit", rf"\b(?P<unit>{units})\b{behind}", _unit),
            ("unit", rf"\b{edge}the\s+(?P<unit>{units})\b", _unit),
            ("span", rf"\b(?P<back>{back})\s+(?:{number}\s+)?(?P<unit>{spans})\b", _span),
            ("span", rf"\b(?P<on>{on_})\s+(?:{number}\s+)?(?P<unit>{spans})\b", _span),
            ("ago", rf"\b(?:{before})\s+{number}\s+(?P<unit>{spans})\b", _ago),
            ("ago", rf"\b{number}\s+(?P<unit>{spans})\s+(?:{ago})\b", _ago),
        )  # fmt: skip
    if language == "en":
        written += (
            ("years", rf"\b{edge}?(?P<decade>{_YEAR[:-2]}0)['’]?s\b", _decade),
            ("years", r"\b(?P<century>\d{1,2})(?:st|nd|rd|th)[\s-]century\b", _century),
        )
    return tuple(_Rule(kind, re.compile(pattern, re.IGNORECASE), value) for kind, pattern, value in written)


@cached
def _hint(language: str) -> re.Pattern[str]:
    """What each of the rules needs at least one of: a digit, or the name of a time."""
    words = _Words.of(language)
    names = [*words.months, *words.weekdays, *words.seasons, *words.units, *words.table.get("days", ())]
    return re.compile(rf"\d|(?<!\w)(?:{_either(names)})(?!\w)", re.IGNORECASE)


def _numeric(match: re.Match[str], context: _Context) -> str | None:
    return calendar.iso(int(match["year"]), int(match["month"]), int(match["day"]))


def _slashed(match: re.Match[str], context: _Context) -> str | None:
    """03/04/2025 is another day on each side of the Atlantic."""
    one, two = int(match["day"]), int(match["month"])
    if one <= 12 and two <= 12 and one != two and context.words.language == "en":
        return UNTOLD
    month_first = two > 12
    return calendar.iso(int(match["year"]), *((one, two) if month_first else (two, one)))


def _day(match: re.Match[str], context: _Context) -> str | None:
    month, day = _month_of(match, context), int(match["day"])
    if month is None:
        return None
    if day <= 31 and calendar.iso(2000, month, day) is None:
        return UNTOLD  # the 31st of June
    if match["year"] or context.year:
        return calendar.iso(int(match["year"] or context.year or 0), month, day)
    month_first, after = match.start("month") < match.start("day"), context.text[match.end() : match.end() + 1]
    if month_first and after not in (",", ".", ";", "") and context.words.before("in", context, match.start()):
        return None  # "In March 10 people ..."
    return _nearest(match, context, month, day)


def _nearest(match: re.Match[str], context: _Context, month: int, day: int | None) -> str | None:
    """A day or a month of no stated year: the last one, unless the sentence looks ahead, or the next one is nearer."""
    if calendar.iso(2000, month, day) is None:  # the 31st of June
        return None
    if context.published is None:
        return UNTOLD
    weekday = context.words.weekdays.get(_plain(match.groupdict().get("weekday") or ""))
    published, looks = context.published, _looks(match.start(), match.end(), context)
    found: list[tuple[timedelta, str]] = []
    for year in (published.year - 1, published.year, published.year + 1):
        if (iso := calendar.iso(year, month, day)) is None:
            continue
        first, last = key_of(iso)
        away = first - published if first > published else published - last if last < published else timedelta(0)
        if weekday and first.isoweekday() != weekday:
            away += timedelta(days=1000)  # another year's 10 April is a Thursday
        if (looks == "back" and first > published + SOON) or (looks == "ahead" and last < published):
            away += timedelta(days=500)
        found.append((away, iso))
    return min(found)[1] if found else None


def _days(match: re.Match[str], context: _Context) -> str | None:
    """ "3-5 March", "between 3 and 5 March", "March 3 to 5, 2025"; "3 and 5 March" are two days."""
    month, first, last = _month_of(match, context), int(match["first"]), int(match["day"])
    linked = match["to"] or re.search(_DASH, context.text[match.start("first") : match.end()])
    if month is None or first >= last or not (linked or match["open"]):
        return None
    if match["year"] or context.year:
        end = calendar.iso(int(match["year"] or context.year or 0), month, last)
    else:
        end = _nearest(match, context, month, last)
    if not end:
        return end
    start = calendar.iso(int(end[:4]), month, first)
    return f"{start}/{end}" if start else None


def _month(match: re.Match[str], context: _Context) -> str | None:
    month = _month_of(match, context)
    return None if month is None else calendar.iso(int(match["year"]), month)


def _bare_month(match: re.Match[str], context: _Context) -> str | None:
    month, words = _month_of(match, context), context.words
    name = match["month"].lower()
    if month is None or any(other != name and other.startswith(name) for other in words.months):
        return None  # "Mar", "Sept" only beside a number
    offset = _offset(match)
    placed = offset is not None or match["edge"] or words.before("in", context, match.start())
    if not placed and (words.language != "en" or name in words.table["names"] or not _bare_ok(match, context)):
        return None
    if context.year:
        return calendar.iso(context.year, month)
    if offset is None or context.published is None:
        return _nearest(match, context, month, None)
    published = context.published
    year = published.year
    if offset < 0 and month >= published.month:
        year -= 1
    if offset > 0 and month <= published.month:
        year += 1
    return calendar.iso(year, month)


def _bare_ok(match: re.Match[str], context: _Context) -> bool:
    """Whether nothing before a month makes it a part of a name: "Black September", "the October Revolution"."""
    words = context.text[max(context.start, match.start() - NEAR) : match.start()].split()
    following = context.text[match.end() : match.end() + 2]
    named = len(following) == 2 and following[0] == " " and following[1].isupper()
    return not named and (not words or words[-1].islower() or words[-1].lower() in _determiners())


def _month_of(match: re.Match[str], context: _Context) -> int | None:
    return context.words.months[_plain(match["month"])] if context.words.capital(match["month"]) else None


def _years(match: re.Match[str], context: _Context) -> str | None:
    """ "2014-2022", "2022-23", "from 2014 to 2022"."""
    first = int(match["first"])
    last = int(match["year"]) if len(match["year"]) == 4 else first // 100 * 100 + int(match["year"])
    joined = match["to"] or re.search(_DASH, context.text[match.end("first") : match.start("year")])
    short = len(match["year"]) == 2 and (match["to"] or last > first + 9)  # "from 2020 to 25 of them"
    if not (match["open"] or joined) or first >= last or short:
        return None
    return f"{first:04}/{last:04}"


def _year(match: re.Match[str], context: _Context) -> str | None:
    words, at = context.words, match.start()
    following = context.text[match.end() : match.end() + 24]
    if match["edge"] or words.before("in", context, at):
        return match["year"]
    if context.text[max(context.start, at - 1) : at] in ("(", "[") and following[:1] in (")", "]", ";", ","):
        return match["year"]
    owned = re.search(r"['’]s?\s+$", context.text[max(context.start, at - NEAR) : at])  # "the city's 1998 budget"
    if int(match["year"]) < 1500 or not (owned or words.before("weak", context, at)):
        return None
    noun = re.match(r"\s+(?:[^\W\d_]+-)*([^\W\d_]+)", following)
    word = noun[1].lower() if noun else ""
    counts = word in words.table["plurals"] or (word.endswith("s") and word not in words.table["singulars"])
    return None if counts and word == (noun[1] if noun else "") else match["year"]


def _decade(match: re.Match[str], context: _Context) -> str | None:
    first = int(match["decade"])
    return f"{first:04}/{first + 9:04}"


def _century(match: re.Match[str], context: _Context) -> str | None:
    number = int(match["century"])
    return f"{number * 100 - 99:04}/{number * 100:04}" if 1 <= number <= 30 else None


def _season(match: re.Match[str], context: _Context) -> str | None:
    """Three months as the northern hemisphere has them; of winter, which is in two years, only the year."""
    season = context.words.seasons[_plain(match["season"])]
    parts = match.groupdict()
    if parts.get("year"):
        year = int(match["year"])
    elif context.published is None:
        return UNTOLD
    else:
        return calendar.seen_season(context.published, season, _offset(match) or 0)
    return f"{year:04}" if season == 4 else f"{year:04}-{season * 3:02}/{year:04}-{season * 3 + 2:02}"


def _weekday(match: re.Match[str], context: _Context) -> str | None:
    words, text = context.words, context.text
    offset = _offset(match)
    if not words.capital(match["weekday"]) or (words.language == "en" and _names_day(match, context, offset)):
        return None
    if context.published is None:
        return UNTOLD
    today, ahead = context.published, words.weekdays[_plain(match["weekday"])] - context.published.isoweekday()
    if offset is None:
        looks = "ahead" if words.before("until", context, match.start()) else ""
        looks = looks or _looks(match.start(), match.end(), context, possessive=text[match.end() : match.end() + 2])
        days = ahead % 7 if looks == "ahead" else -(-ahead % 7)
    elif offset == 0:
        days = ahead
    else:
        days = (ahead % 7 or 7) if offset > 0 else -(-ahead % 7 or 7)
    return calendar.moved(today, days)


def _names_day(match: re.Match[str], context: _Context, offset: int | None) -> bool:
    """ "Black Friday", "every Friday", "Friday prayers": a name or a habit, not one day."""
    words = context.words
    if words.before("not_before", context, match.start()):
        return True
    near = context.text[max(context.start, match.start() - NEAR) : match.start()].lower().split()
    placed = offset is not None or (bool(near) and near[-1] in ("on", "by", "until", "since", "late", "early"))
    return not placed and words.after("not_after", context, match.end())


def _today(match: re.Match[str], context: _Context) -> str | None:
    before = context.text[context.start : match.start()]
    if context.words.language == "en" and match["days"][0].isupper() and before[-1:] == " " and before[-2:-1].isalnum():
        return None  # USA Today
    if context.words.before("not_before", context, match.start()):
        return None  # a brighter tomorrow
    if context.published is None:
        return UNTOLD
    return calendar.moved(context.published, context.words.table["days"][_plain(match["days"])])


def _unit(match: re.Match[str], context: _Context) -> str | None:
    unit = context.words.units[_plain(match["unit"])]
    offset = _offset(match)
    if offset != 0 and _of_something(match, context):
        return None  # "the last week of the war"
    if context.published is None:
        return UNTOLD
    today, near = context.published, context.text[max(context.start, match.start() - 4) : match.start()].lower()
    if offset and near == "the " and context.words.language == "en" and unit != "weekend":
        return calendar.around(today, unit, offset)
    return calendar.shifted(today, unit, offset or 0)


def _span(match: re.Match[str], context: _Context) -> str | None:
    parts = match.groupdict()
    number, unit = parts["number"], context.words.units[_plain(parts["unit"])]
    if unit == "weekend" or (number is None and _plain(parts.get("back") or parts.get("on") or "") in ("last", "next")):
        return None
    if number is None and unit == "day":
        return None
    count = _count(number, context) if number else 1
    if _of_something(match, context):
        return None
    if not count or context.published is None:
        return UNTOLD
    return calendar.around(context.published, unit, -count if parts.get("back") else count)


def _of_something(match: re.Match[str], context: _Context) -> bool:
    return (
        context.words.language == "en"
        and re.match(r"\s+of\b", context.text[match.end() : match.end() + NEAR]) is not None
    )


def _ago(match: re.Match[str], context: _Context) -> str | None:
    count, unit = _count(match["number"], context), context.words.units[_plain(match["unit"])]
    if unit == "weekend":
        return None
    return calendar.shifted(context.published, unit, -count) if count and context.published else UNTOLD


def _count(number: str, context: _Context) -> int:
    return int(number) if number.isdigit() else context.words.numbers[_plain(number)]


def _offset(match: re.Match[str]) -> int | None:
    """-1 for "last", 0 for "this", 1 for "next"."""
    parts = match.groupdict()
    if parts.get("last") or parts.get("last_"):
        return -1
    if parts.get("next") or parts.get("next_"):
        return 1
    return 0 if parts.get("this") else None


# --- whether the sentence looks ahead --------------------------------------------------------------------------

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CLAUSE_ENDS = re.compile(r"[;:()—]|\.\s")
_SAYS = ("said", "told", "says", "was", "were", "been", "had")


def _looks(start: int, end: int, context: _Context, possessive: str = "") -> str:
    """ "ahead" or "back", by the verb nearest before the expression, or else the first one behind it."""
    text = context.text
    before = _CLAUSE_ENDS.split(text[max(context.start, start - CLAUSE) : start])[-1]
    tokens = _tokens(before)
    for place in range(len(tokens) - 1, -1, -1):
        if tokens[place] in context.words.table.get("open", ()) and place < len(tokens) - OWN_TIME:
            return ""  # "threatened a strike on Friday" tells no day of the threat
        if looks := _verb(tokens, place, context):
            return looks
    if possessive in ("'s", "’s"):
        return ""  # "Thursday's attack will ...": whatever it was, it is over or not
    tokens = _tokens(_CLAUSE_ENDS.split(text[end : min(context.end, end + CLAUSE)])[0])
    return next((looks for place in range(len(tokens)) if (looks := _verb(tokens, place, context))), "")


def _tokens(text: str) -> list[str]:
    """The words in lower case, but for the names that would be verbs: "Theresa May on Thursday"."""
    return [word if word in ("May", "Will") else word.lower().replace("’", "'") for word in _TOKEN.findall(text)]


def _verb(tokens: Sequence[str], place: int, context: _Context) -> str:
    word = tokens[place]
    if any(tuple(tokens[place : place + len(phrase)]) == phrase for phrase in context.words.ahead(word)):
        perfect = (
            word != "will" and tokens[place + 1 : place + 2] == ["have"] and tokens[place + 2 : place + 3] != ["to"]
        )
        return "back" if perfect else "ahead"  # "may have sunk on Thursday"
    if context.words.language != "en" or not (word.endswith("ed") or word in _SAYS or word in _past()):
        return ""
    before = tokens[place - 1] if place else ""
    if before in ("be", "being") or before in _determiners():
        return ""  # "will be signed": the auxiliary tells; "the occupied city" is no verb
    return "back"


@cached
def _past() -> frozenset[str]:
    return frozenset(table("references")["grammar"]["past"]) - {"set", "cut", "hit", "put", "let", "read", "shut"}


@cached
def _determiners() -> frozenset[str]:
    grammar = table("references")["grammar"]
    articles = {"the", "a", "an", "its", "their", "his", "her"}
    return (frozenset(grammar["prepositions"]) - {"by"} - _verbs_in(grammar)) | articles


def _verbs_in(grammar: dict[str, list[str]]) -> frozenset[str]:
    """ "asked", "urged": the list of prepositions holds the verbs that take a person."""
    return frozenset(word for word in grammar["prepositions"] if word.endswith(("ed", "es", "ing")))


# --- intervals -------------------------------------------------------------------------------------------------


def _of_year(found: Sequence[_Found], context: _Context) -> list[_Found]:
    """Days and months joined with a year that is told from the document's date: "in March of last year"."""
    joined: list[_Found] = []
    for one in found:
        last = joined[-1] if joined else None
        if last and _is_year(one, context) and _of_no_year(last) and _next_to(last, one, context):
            value = last.rule.value(last.match, replace(context, year=int(one.value))) if one.value else UNTOLD
            joined[-1] = replace(last, end=one.end, value=value or UNTOLD)
        else:
            joined.append(one)
    return joined


def _is_year(one: _Found, context: _Context) -> bool:
    """Whether it is "last year" or the like."""
    return one.rule.kind == "unit" and context.words.units[_plain(one.match["unit"])] == "year" and "/" not in one.value


def _of_no_year(one: _Found) -> bool:
    return one.rule.kind in _IN_A_YEAR and not one.match.groupdict().get("year")


def _next_to(one: _Found, two: _Found, context: _Context) -> bool:
    return re.fullmatch(r",?\s+(?:of\s+)?", context.text[one.end : two.start][:NEAR]) is not None


def _with_years(found: Sequence[_Found], context: _Context) -> list[_Found]:
    """Days and months that take their year from the next one: "March and April 2025"; without a published date also
    from one further on, or else from the one before: "on 4 April 2016, and on 6 April"."""
    dated = [(place, int(one.value[:4])) for place, one in enumerate(found) if _year_of(one)]
    return [_with_year(found, place, dated, context) for place in range(len(found))]


def _with_year(found: Sequence[_Found], place: int, dated: list[tuple[int, int]], context: _Context) -> _Found:
    one = found[place]
    if one.rule.kind not in _IN_A_YEAR or _year_of(one) or not dated:
        return one
    at = bisect(dated, (place, 0))
    after, year = dated[at] if at < len(dated) else dated[-1]
    linked = after == place + 1 and _listed(context).fullmatch(context.text[one.end : found[after].start][:NEAR])
    if one.value and not linked:
        return one
    return replace(one, value=one.rule.value(one.match, replace(context, year=year)) or one.value)


def _year_of(one: _Found) -> bool:
    return one.rule.kind in _IN_A_YEAR and bool(one.value) and bool(one.match.groupdict().get("year"))


def _listed(context: _Context) -> re.Pattern[str]:
    return re.compile(rf",\s+|,?\s+(?:or|{_either(context.words.table.get('and', ()))})\s+(?:on\s+)?", re.IGNORECASE)


def _joined(found: Sequence[_Found], context: _Context) -> list[_Found]:
    """Two expressions that are the ends of one interval joined, and those behind "since" and "until" left open."""
    joined: list[_Found] = []
    for one in found:
        if joined and (both := _interval(joined[-1], one, context)):
            joined[-1] = both
        else:
            joined.append(one)
    floors = [context.start, *(one.end for one in joined)]
    return [_opened(one, context, floor) for one, floor in zip(joined, floors, strict=False)]


def _interval(one: _Found, two: _Found, context: _Context) -> _Found | None:
    words, text = context.words, context.text
    if not one.value or not two.value or "/" in one.value + two.value:
        return None
    link = text[one.end : two.start]
    if len(link) > NEAR:
        return None
    start, between = words.opens("between", context, one.start), True
    if start is None:
        start, between = words.opens("from", context, one.start), False
    to, and_ = (_either(words.table.get(key, ())) for key in ("to", "and"))
    linked = re.fullmatch(rf"{_DASH}|\s+(?:{to})\s+(?:the\s+)?", link, re.IGNORECASE)
    bound = between and start is not None and re.fullmatch(rf"\s+(?:{and_})\s+(?:the\s+)?", link, re.IGNORECASE)
    if not bound and not (linked and (start is not None or one.rule.kind == two.rule.kind)):
        return None
    if (ends := _ends(one, two, context)) is None:
        return None
    return replace(one, start=one.start if start is None else start, end=two.end, value="/".join(ends))


def _ends(one: _Found, two: _Found, context: _Context) -> tuple[str, str] | None:
    """The values of both ends: the first takes its year from the second, and lies before it."""
    start, end = one.value, two.value
    years = one.match.groupdict(), two.match.groupdict()
    if not years[0].get("year") and years[1].get("year") and one.rule.kind in ("day", "month"):
        year = int(end[:4])
        start = one.rule.value(one.match, replace(context, year=year)) or start
        if key_of(start)[0] > key_of(end)[1]:
            start = one.rule.value(one.match, replace(context, year=year - 1)) or start
    elif years[0].get("year") and not years[1].get("year") and two.rule.kind in ("day", "month"):
        end = two.rule.value(two.match, replace(context, year=int(start[:4]))) or end
    if one.rule.kind == two.rule.kind == "weekday" and start > end:
        if context.published and start > context.published.isoformat():
            end = calendar.moved(date.fromisoformat(end), 7)
        else:
            start = calendar.moved(date.fromisoformat(start), -7)
    return (start, end) if key_of(start)[0] <= key_of(end)[1] else None


def _opened(one: _Found, context: _Context, floor: int) -> _Found:
    """With the "since" or "until" before it, unless that belongs to the expression before."""
    if not one.value or one.match.groupdict().get("open"):
        return one
    for key in ("since", "until"):
        start = context.words.opens(key, context, one.start)
        if start is None or start < floor or (context.words.language != "en" and "/" in one.value):
            continue
        first, _, last = one.value.partition("/")
        return replace(one, start=start, value=f"{first}/.." if key == "since" else f"../{last or first}")
    return one
