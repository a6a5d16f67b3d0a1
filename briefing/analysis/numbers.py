"""The numbers of a sentence, in digits and in words, without those that count nothing.

Dates, years, ages, ordinals, clock times, scores, list marks and the numbers in names count nothing. How numbers are
written stands in lexicon/units.yaml; words are read as English, digits in any language.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from briefing.lexicon import cached, table


@dataclass(frozen=True, slots=True)
class Number:
    low: float
    high: float
    start: int
    end: int
    unit: str | None = None
    """What it counts, where that is part of how it is written: "$40", "30km", "two-thirds"."""
    scaled: bool = False
    """Whether a word such as "million" multiplies it."""
    ranged: bool = False
    word: bool = False
    """Whether it is written as words."""


def find_numbers(sentence: str) -> list[Number]:
    """The numbers that may count something, in order; two that are the ends of one range are one."""
    if not _may_hold_number(sentence):
        return []
    return _ranges(sentence, list(_numbers(sentence)))


def _may_hold_number(sentence: str) -> bool:
    """A cheap look first: most sentences have no number, and every one is looked at."""
    return bool(_DIGIT.search(sentence)) or not _number_words().isdisjoint(_LETTERS.findall(sentence.lower()))


_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[a-z]+")


@cached
def _number_words() -> frozenset[str]:
    phrases = (*_exact(), *_vague(), *_scales(), "half", *_DENOMINATORS, "one")
    return frozenset(word for phrase in phrases for word in _LETTERS.findall(phrase)) - {"a", "of", "an", "the"}


# --- one by one ------------------------------------------------------------------------------------------------

_PHONE = re.compile(r"\+\d[\d ().-]{6,40}\d|\b0\d{2,4}[ -]\d[\d -]{4,20}\d|\b\d{3}-(?:\d{3}-\d{4}|0\d{3})\b")
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_PLAIN_MONTHS = re.sub(r"\b(?:march|may|mar|dec)\|", "", _MONTHS.lower())
"""In small letters, without those that are other words as well."""
_ANY_MONTH = rf"(?:{_MONTHS}|{_MONTHS.upper()}|{_PLAIN_MONTHS})\b"
_MONTH_BEFORE = re.compile(rf"\b(?:{_ANY_MONTH})\.?\s+(?:the\s+)?$")
_VERB_OR_MONTH = re.compile(r"\b(?:march|may)\s+$")
_MONTH_AFTER = re.compile(rf"(?:\s*(?:[-–—/&,]|to|and|or)\s*\d{{1,2}}(?:st|nd|rd|th)?)?\s+(?:of\s+)?{_ANY_MONTH}")
_CHAINED = re.compile(r"\s?[-–—/&]\s?|\s(?:to|and|or)\s|,\s")
"""What may stand between the days of a date: "May 3 and 4"."""
_YEAR = re.compile(r"(?:1[0-9]|20|21)\d\d")
_TELLS_YEAR = re.compile(
    rf"(?:\b(?:in|since|until|till|by|before|after|from|to|of|for|between|and|during|circa|late|early|mid|the|year|fiscal|season"
    rf"|spring|summer|autumn|fall|winter|{_MONTHS.lower()}|this|that|last|next|or)|[-–—/,(])[\s-]*$",
    re.IGNORECASE,
)
_NO_COUNT_BEFORE = re.compile(
    r"(?:\b(?:no|nos|(?<!could )(?<!would )(?<!might )(?<!may )(?<!will )(?<!to )number|article|articles|art|resolution"
    r"|decree|directive|regulation|order|act|protocol|chapter|sections?|pages?|pp|paragraph|para|clause|annex|appendix"
    r"|fig|figure|table|version|channel|route|highway|motorway|interstate|junction|exit|room|gate|platform|terminal"
    r"|flight|bus|train|line|day|week|step|part|phase|stage|volume|vol|issue|episode|verse|level|grade|form|tier|category"
    r"|class|type|mark|model|lot|item|rule|question|building|block|apartment|flat|unit|reactor|sector|zone|district"
    r"|ward|group|title|amendment|proposition|aged?|age of|ages|under-|over-"
    r"|aged between|box|code|id|ref|tel|fax|ext)[.:\s-]*"
    r"|[#№§]\s?)$",
    re.IGNORECASE,
)
_NO_COUNT_AFTER = re.compile(
    r"(?:st|nd|rd|th|s)\b|[:/]\d|['’]s\b|-(?:year|day|week|month|hour|minute|second)s?\b|\.\d"
    r"|\s?[′″]|°\s?(?:\d{1,2}(?:\.\d+)?\s?[′'’]|(?-i:[NSEW]|North|South|East|West|north|south|east|west)\b)"
    r"|\s+(?:years?|months?)[\s-]old\b|\s*(?:[ap]\.?m\b|o[’']clock)|\s?(?:GMT|UTC|BST|CET|CEST|EST|EDT|PST)\b|\s?(?:BC|AD|B\.C|A\.D|BCE|CE)\b",
    re.IGNORECASE,
)
_AGE_BEFORE = re.compile(r"[^\W\d_]\)?, $")
_AGE_OF = re.compile(r"\b(?:he|she|who|i|now)\s+(?:is|was|am|turned|turns|now)\s+$", re.IGNORECASE)
_BRACKETED = re.compile(r"[\[(]$")
_SCORE_BEFORE = re.compile(
    r"\b(?:w[io]n|wins|winning|lost?|loses|losing|beat|beats|beaten|beating|drew|draw|drawn|defeat(?:ed)?|victory|victories|score|scored|lead|leads"
    r"|leading|led|ended|finished|thrashed|up|down|trailed|trailing)\s+(?:[^\W\d_]+\s+){0,4}$",
    re.IGNORECASE,
)
_SCORE = re.compile(r"(\d{1,2})[-–](\d{1,2})(?![\w%]|[.,]\d)")
_NAME_BEFORE = re.compile(r"(?:^|[^\w-])([A-Z][\w'’]*)[\s-]$")
_GROUPED = re.compile(r"\d{1,3}(?:[,.\u00a0\u202f ]\d{2,3})*[,.\u00a0\u202f ]\d{3}(?:\.\d+)?")
_OPENS_LIST = re.compile(r"[\s(]*\d{1,3}[.)]\s")
_DIGITS = r"\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?"


def _numbers(sentence: str) -> Iterator[Number]:
    phones = _PHONE.finditer(sentence)
    phone = next(phones, None)
    opening = _OPENS_LIST.match(sentence)
    skipped = last = opening.end() if opening else 0
    dated = -1
    for match in _number_pattern().finditer(sentence):
        while phone and phone.end() <= match.start():
            phone = next(phones, None)
        if (phone and phone.start() <= match.start()) or match.start() < skipped:
            continue
        if not match["digits"]:
            yield from _spelled_out(sentence, match)
            continue
        chained = dated >= 0 and _CHAINED.fullmatch(sentence, dated, match.start())
        if score := _score(sentence, match):
            skipped = score
        elif (chained and len(match["digits"]) <= 2 and not _noun_after(sentence, match.end())) or _is_date(
            sentence, match
        ):
            dated = match.end()
        elif not _counts_nothing(sentence, match, last) and (number := _in_digits(sentence, match)):
            last = match.end()
            yield number


def _in_digits(sentence: str, match: re.Match[str]) -> Number | None:
    """The number, unless it is a part of a word, as in "5G"."""
    value, unit = _parse(match["digits"]), _currency(match["money"])
    scale = _scale(match["scale"] or "")
    suffix = match["suffix"] or ""
    if suffix:
        if suffix.lower() in _SHORT_SCALES and (unit or suffix.lower() in ("k", "bn", "tn", "mn", "mln", "trn", "bln")):
            scale = _scale(suffix.lower())
        elif suffix == "m" and _noun_after(sentence, match.end()):
            scale = 1e6
        elif not (unit := unit or _SUFFIXES.get(suffix) or _symbols().get(suffix)):
            return None
    start, sign = match.start(), 1
    if start and sentence[start - 1] in "-−–" and (start == 1 or sentence[start - 2] in " (\u00a0"):
        start, sign = start - 1, -1
    elif sentence[max(0, start - 6) : start].lower() == "minus ":
        start, sign = start - 6, -1
    if sign < 0 and not (unit == "temperature" or _DEGREES.match(sentence, match.end())):
        start, sign = match.start(), 1
    if sign > 0 and _BELOW_ZERO.match(sentence, match.end()):
        sign = -1
    number = sign * value * scale
    return Number(number, number, start, match.end(), unit, scale > 1)


_DEGREES = re.compile(r"\s?(?:°|º|%|per\s?cent\b|degrees?\b|Celsius\b|Fahrenheit\b)")
_BELOW_ZERO = re.compile(r"\s?(?:°[CF]?|[CF]\b|degrees?(?:\s(?:Celsius|Fahrenheit))?)?\s?below (?:zero|freezing)\b")
_SHORT_SCALES = ("k", "m", "b", "bn", "tn", "mn", "mln", "trn", "bln", "t")
_SUFFIXES = {"m": "length", "C": "temperature", "F": "temperature", "t": "mass"}
"""Letters that mean something else away from a number, which is why the lexicon has them not."""


@cached
def _symbols() -> dict[str, str]:
    """Short signs that may follow a number without a space, and codes of currencies."""
    return {
        word: unit
        for unit, entry in table("units")["units"].items()
        if entry["kind"] in ("measure", "money") and entry.get("concept") != "sport"
        for word in entry["words"]
        if len(word) <= 5 and (not word.islower() or word in _SMALL_SYMBOLS)
    }


_SMALL_SYMBOLS = frozenset("km kms cm mm ft kg lb lbs oz mph kph km/h kmh m/s bpd bcm ppm kts ha g mg ml cl".split())


@cached
def _currencies() -> dict[str, str]:
    """Signs and codes of currencies that may stand before a number."""
    return {
        word: unit
        for unit, entry in table("units")["units"].items()
        if entry["kind"] == "money"
        for word in entry["words"]
        if not word.rstrip(".").isalpha() or (word.isupper() and len(word) == 3) or word.rstrip(".") == "Rs"
    }


def _currency(sign: str | None) -> str | None:
    if not sign:
        return None
    sign = sign.strip()
    if sign.lower().rstrip(".") == "rs":
        return _currencies()["Rs"]
    return _currencies().get(sign) or _currencies().get(sign.upper()) or _currencies().get(sign[-1], "dollars")


# --- what counts nothing ---------------------------------------------------------------------------------------


def _is_date(sentence: str, match: re.Match[str]) -> bool:
    digits = match["digits"]
    if match["money"] or match["suffix"] or match["scale"] or len(digits) > 4 or not digits.isdigit():
        return False
    if len(digits) <= 2:
        before = sentence[max(0, match.start() - 16) : match.start()]
        if _MONTH_BEFORE.search(before) or _MONTH_AFTER.match(sentence, match.end()):
            return True
        return bool(_VERB_OR_MONTH.search(before)) and not _noun_after(sentence, match.end())
    return _is_year(sentence, match)


_STRONG = re.compile(r"-(?:strong|member|man|bed|seat|room|mile|km|kilometre|kilometer|tonne|ton)\b")


def _is_year(sentence: str, match: re.Match[str]) -> bool:
    """Four digits without a comma, unless they count people or goods: "2000 soldiers", but "in 2000 soldiers came"."""
    if not _YEAR.fullmatch(match["digits"]):
        return False
    told = bool(_TELLS_YEAR.search(sentence, max(0, match.start() - 12), match.start()))
    likely = "1500" <= match["digits"] < "2100"
    counted = _noun_after(sentence, match.end()) or bool(_STRONG.match(sentence, match.end()))
    return told or not counted if likely else told and not counted


def _counts_nothing(sentence: str, match: re.Match[str], last: int) -> bool:
    """Clock times, ordinals, ages, notes, and the numbers in names; `last` is where the number before ended."""
    digits, start, end = match["digits"], match.start(), match.end()
    if match["money"] or match["scale"]:
        return False
    if digits[0] == "0" and digits.isdigit() and len(digits) > 1:
        return True  # a code
    before = sentence[max(0, start - 20) : start]
    grouped = bool(_GROUPED.fullmatch(digits))  # no name has "8,000"
    if (
        not match["suffix"]
        and not grouped
        and (_NO_COUNT_AFTER.match(sentence, end) or _NO_COUNT_BEFORE.search(before))
    ):
        return True
    if before[-1:] in ("-", "–", "—") and before[-2:-1].isalnum() and start - 1 != last:
        return True  # the second half of a name, or of a number that counted nothing
    if match["suffix"] or len(digits) > 4:
        return False
    if _is_age_limit(sentence, start, end):
        return True
    if _BRACKETED.search(before) and sentence[end : end + 1] in ("]", ")"):
        return True
    if len(digits) <= 2 and _AGE_BEFORE.search(before) and sentence[end : end + 1] in (",", ".", ""):
        return True
    if len(digits) <= 2 and _AGE_OF.search(before) and not _noun_after(sentence, end):
        return True
    name = _NAME_BEFORE.search(before)
    return name is not None and _is_name(name[1], sentence, end)


_AGE_LIMIT = re.compile(
    r"\b(?:(?:older|younger) than|(?P<who>[^\W\d_]+)(?: aged?)? (?:under|over|below|above))(?: the age of)?\s+$",
    re.IGNORECASE,
)
_AND_OLDER = re.compile(
    r"\s+(?:and|or)\s+(?:(?:older|younger)\b|(?:over|under|above|below|up)(?=\s*[.,;:)]|$))", re.IGNORECASE
)
_SPAN_OF_TIME = re.compile(r"[\s-]+(?:minute|hour|day|week|month|year|decade|centur)", re.IGNORECASE)


def _is_age_limit(sentence: str, start: int, end: int) -> bool:
    """Whether a number is an age that people are above or below: "younger than 50", "women over 65", "60 and older"."""
    if _AND_OLDER.match(sentence, end):
        return True
    limit = _AGE_LIMIT.search(sentence, max(0, start - 40), start)
    if not limit or _noun_after(sentence, end) or _SPAN_OF_TIME.match(sentence, end):
        return False
    return limit["who"] is None or limit["who"].lower() in _people()


@cached
def _people() -> frozenset[str]:
    """Plurals of people who have an age, and words that stand for them."""
    plurals = (
        word if word.endswith(("people", "men", "children")) else f"{word}s"
        for entry in table("units")["units"].values()
        if entry["kind"] == "people"
        for word in entry["words"]
    )
    return frozenset((*plurals, "those", "anyone", "everyone", "anybody", "everybody", "somebody", "someone"))


def _is_name(word: str, sentence: str, end: int) -> bool:
    """Whether a number behind a capitalised word is part of a name: "Route 66", but "gave Kenya 20 trucks"."""
    if word.lower() in _common() or word.lower() in _bounding() or word in _country_words():
        return False
    if _noun_after(sentence, end):
        return False
    return not _SIGN_AFTER.match(sentence, end)


_SIGN_AFTER = re.compile(
    r"\s?(?:%|°|€|-[^\W\d_])|\s(?:per\b|were\b|was\b|had\b|have\b|of\b|more\b|others?\b|to \d|or \d)"
)
_NOUN_AFTER = re.compile(r"[\s-]+(?:(?:more|other|new|additional|further)\s+)?([^\W\d_]+)(?:[\s-]+([^\W\d_]+))?")


def _noun_after(sentence: str, end: int) -> bool:
    """Whether one of the next two words is a plural that the lexicon knows to count people, money or measures."""
    if not (match := _NOUN_AFTER.match(sentence, end, min(len(sentence), end + 60))):
        return False
    if (match[1].lower() in _common()) and match[1].lower() != "of":
        return False
    return any(word and word.lower() in _counted_nouns() for word in match.groups())


@cached
def _counted_nouns() -> frozenset[str]:
    nouns = set[str]()
    for entry in table("units")["units"].values():
        if entry["kind"] in ("people", "casualties", "measure", "money", "share"):
            for word in entry["words"]:
                noun = word.lower()
                nouns.add(noun if noun.endswith(("s", "ed", "people", "men", "dead", "ren", "nel")) else noun + "s")
    return frozenset(nouns)


@cached
def _common() -> frozenset[str]:
    return frozenset(table("stopwords")["en"])


@cached
def _bounding() -> frozenset[str]:
    """Words that end an expression such as "nearly": with a capital they open a sentence, and are no name."""
    return frozenset(phrase.split()[-1] for words in table("units")["bounds"]["before"].values() for phrase in words)


@cached
def _country_words() -> frozenset[str]:
    return frozenset(
        name for entry in table("countries").values() for name in (*entry.get("names", ()), *entry.get("capital", ()))
    )


def _score(sentence: str, match: re.Match[str]) -> int:
    """Where a result such as "3-1" ends; 0 where the two numbers are none."""
    if match["money"] or not (score := _SCORE.match(sentence, match.start())):
        return 0
    told = _SCORE_BEFORE.search(sentence, max(0, match.start() - 40), match.start())
    if (told or int(score[1]) >= int(score[2])) and not _noun_after(sentence, score.end()):
        return score.end()
    return 0


# --- values ----------------------------------------------------------------------------------------------------


def _parse(digits: str) -> float:
    """10,000 and 10.000 and 10 000 are ten thousand; 3.3 and 3,3 and 0.125 are fractions; so are lakhs 5,00,000."""
    if re.fullmatch(r"[1-9]\d{0,2}(?:([,.\u00a0\u202f ])\d{3})(?:\1\d{3})*", digits):
        return float(re.sub(r"\D", "", digits))
    if re.fullmatch(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?", digits):
        return float(digits.replace(",", ""))
    whole, _, rest = re.sub(r"[\u00a0\u202f ]", "", digits).replace(",", ".").partition(".")
    return float(f"{whole}.{rest.replace('.', '')}")


def _scale(word: str) -> float:
    """What "million" multiplies by, or "hundred thousand"."""
    return math.prod(_scales().get(part, 1.0) for part in re.split(r"[\s-]+", word.lower()))


@cached
def _scales() -> dict[str, float]:
    return {word: float(value) for word, value in table("units")["numbers"]["scale"].items()}


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


def _spelled_out(sentence: str, match: re.Match[str]) -> Iterator[Number]:
    start, end = match.span()
    if match["share"]:
        whole = not match["over"] and _OTHER_HALF.search(sentence, max(0, start - 12), start)
        value = round(_digit(match["over"] or "one") / _digit(match["under"] or "half"), 3)
        if value < 1 and not whole:
            yield Number(value, value, start, end, "fractions", word=True)
    elif match["some"] or match["one"]:
        value = _digit(match["some"] or "one") / _digit(match["all"] or match["of"])
        value = float(f"{value:.3g}")
        if value < 1:
            yield Number(value, value, start, end, "fractions", word=True)
    elif match["vague"]:
        scale = _scale(match["many"] or "")
        low, high = (limit * scale for limit in _vague()[" ".join(match["vague"].lower().split())])
        yield Number(low, high, start, end, scaled=scale > 1, word=True)
    elif match["single"]:
        yield Number(1.0, 1.0, start, end, word=True)
    else:
        yield from _words(match["words"], start)


_OTHER_HALF = re.compile(
    r"\b(?:first|second|other|latter|later|top|bottom|final|last|next|each|either)\s+$", re.IGNORECASE
)
"""Parts rather than amounts: "the second half of the game"."""


def _digit(word: str) -> float:
    """ "three" and "thirds" are 3, "an" is 1."""
    word = word.lower()
    if word[0].isdigit():
        return _parse(word)
    return _exact().get(word) or next((n for stem, n in _DENOMINATORS.items() if word.startswith(stem)), 1.0)


_DENOMINATORS = {
    "hal": 2.0,
    "third": 3.0,
    "quarter": 4.0,
    "fifth": 5.0,
    "sixth": 6.0,
    "seventh": 7.0,
    "eighth": 8.0,
    "ninth": 9.0,
    "tenth": 10.0,
}


def _words(run: str, start: int) -> Iterator[Number]:
    """A run of number words as the numbers it holds: "two hundred and fifty" is one, "two three" are two."""
    total = group = 0.0
    begin, end, largest, small, scaled = -1, 0, math.inf, 100.0, False
    tokens = list(re.finditer(r"[^\W\d_]+", run))
    for place, token in enumerate(tokens):
        word = token[0].lower()
        if word == "and":
            continue
        scale = _scales().get(word)
        value = _exact().get(word, 1.0)
        after_and = place > 0 and tokens[place - 1][0].lower() == "and"
        following = _scales().get(tokens[place + 1][0].lower(), 0.0) if place + 1 < len(tokens) else 0.0
        starts_next = after_and and (total + group < 100 or following == 100 or following >= largest)
        fits = begin >= 0 and (scale < largest if scale else value < small) and not starts_next
        if scale and fits and scale >= 1000:
            total, group, largest, small = total + group * scale, 0.0, scale, 100.0
        elif scale and fits:
            group, small = group * scale, 100.0
        elif fits:
            group, small = group + value, 10.0 if value >= 20 and value % 10 == 0 else 0.0
        else:
            if begin >= 0:
                yield Number(total + group, total + group, start + begin, start + end, scaled=scaled, word=True)
            total, group, largest = 0.0, scale or value, math.inf
            small, scaled, begin = 10.0 if value >= 20 and value % 10 == 0 else 0.0, False, token.start()
        scaled = scaled or bool(scale)
        end = token.end()
    if begin >= 0:
        yield Number(total + group, total + group, start + begin, start + end, scaled=scaled, word=True)


def number_words() -> str:
    """A pattern for a number below a hundred in words: "three", "thirty-five"."""
    one = f"(?:one|{either(_exact())})"
    return f"{one}(?:-{one})?"


def value_of(written: str) -> float:
    """What digits or number words say."""
    if written[0].isdigit():
        return _parse(written)
    return next((number.low for number in _words(written, 0)), 1.0)


@cached
def _number_pattern() -> re.Pattern[str]:
    """Digits with what is written around them, a share, a vague amount, a run of number words, or a single one."""
    scale = f"(?:{either(word for word in _scales() if len(word) > 2)})"
    exact = f"(?:{either(_exact())})"
    small = "one|two|three|four|five|six|seven|eight|nine"
    money = either(sign for sign in _currencies() if not sign.rstrip(".").isalpha())
    codes = either(code.rstrip(".") for code in _currencies() if code.rstrip(".").isalpha())
    many = r"[2-9]|\d0+(?:,000)*|\d(?:,000)+"
    parts = "thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?"
    return re.compile(
        rf"(?<![\w.,/#:$£€-])(?:(?P<some>{small}|\d)\s(?:in|out\sof)\s(?:every\s)?(?P<all>{small}|ten|{many})\b(?=\s(?:{_SHARERS})\b)"
        rf"|(?P<one>one|1)\s(?:in|out\sof)\s(?:every\s)?(?P<of>{small}|ten|twelve|twenty|{many})\b{_NO_TIME})"
        rf"|(?<![\w.,/#])(?<!\d:)(?:(?P<money>{money}|(?-i:{codes}|rs)\.?)\s?)?"
        rf"(?P<digits>\d{{1,2}}(?:,\d{{2}})+,\d{{3}}(?!\d)|{_DIGITS})"
        rf"(?:(?P<suffix>[^\W\d_]{{1,4}}(?:²|³|/[hs])?)(?![\w²³])|(?:\s+|-)?(?P<scale>{scale}(?:[\s-]{scale})?)\b)?(?!\w|[.,]\d)"
        rf"|\b(?P<share>half(?=\s+(?:of|the|its|their|his|her|our|all|those|these)\b)"
        rf"|(?P<over>{small}|an?)[\s-](?P<under>(?:{parts})(?=\s+of\b)|(?<=-)(?:{parts})\b|thirds\b))"
        rf"|\b(?P<vague>{either(_vague())})(?:\s(?P<many>{scale}))?\b"
        rf"|\b(?P<words>(?>(?:{exact}|(?:one|an?)(?=[\s-]{scale}\b))(?:(?:[\s-]|\s+and\s+)(?:{exact}|{scale}|one(?=[\s-]{scale}\b))\b)*))\b(?!-(?:first|third|fourth|fifth|sixth|seventh|eighth|ninth|year|day|week|month|hour|minute|second)s?\b|\s(?:year|month|week|day)s?[\s-]old\b)"
        r"|\b(?P<single>one)\b(?=\s+[^\W\d_])",
        re.IGNORECASE,
    )


_SHARERS = (
    "people|adults|children|men|women|voters|households|families|homes|residents|citizens|workers|patients|girls|boys"
)
_NO_TIME = (
    r"(?![-:/%]|[.,]\d|\s(?:hundred|thousand|million|billion)\b|\s(?:[^\W\d_]+\s)?"
    r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|matches|games|races|seasons?)\b)"
)
""" "One in eight" is a share, "one in three weeks" an event in a time."""


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)


def kind_of(unit: str | None) -> str | None:
    """People, casualties, things, events, money, share, time or measure; None for an unknown unit."""
    entry = table("units")["units"].get(unit) if unit else None
    return str(entry["kind"]) if entry else None


# --- ranges ----------------------------------------------------------------------------------------------------

RANGE_OPENS = re.compile(r"\b(?:between|from|ranging from|anywhere from|anywhere between|either)\s+$", re.IGNORECASE)
_RANGE_LINKS = re.compile(r"\s?(?:%|°[CF]?|per\s?cent)?(?:\s?[-–—]\s?|\s+(?:to|or)\s+)")
_AND = re.compile(r"\s?(?:%|°[CF]?|per\s?cent)?\s+and\s+", re.IGNORECASE)


def _ranges(sentence: str, numbers: list[Number]) -> list[Number]:
    """Numbers, two that are the ends of one range joined: "10,000 to 30,000", "between ten and thirty thousand"."""
    joined: list[Number] = []
    for number in numbers:
        last = joined[-1] if joined else None
        if last and not last.ranged and (ends := _range(sentence, last, number)):
            low, high = ends
            joined[-1] = replace(last, low=low, high=high, end=number.end, unit=number.unit or last.unit, ranged=True)
        else:
            joined.append(number)
    return joined


def _range(sentence: str, low: Number, high: Number) -> tuple[float, float] | None:
    """The ends of the range that two numbers make; None where they are two amounts, as in "rose from 5 to 7"."""
    if high.start - low.end > 16 or (low.unit and high.unit and low.unit != high.unit):
        return None
    if "fractions" in (low.unit, high.unit) and low.unit != high.unit:
        return None  # "one in eight, or 9 million"
    opened = RANGE_OPENS.search(sentence, max(0, low.start - 16), low.start)
    if _AND.fullmatch(sentence, low.end, high.start):
        if not opened or opened[0].lower().startswith("from"):
            return None
    elif not _RANGE_LINKS.fullmatch(sentence, low.end, high.start) or _are_levels(sentence, opened):
        return None
    elif not opened and low.end < high.start and sentence[low.end] == "%" and not _DEGREES.match(sentence, high.end):
        return None  # "rose 3% to 500"
    least, most = low.low, high.high
    if high.scaled and not low.scaled:
        scale = _scale(re.split(r"[\s\d-]", sentence[high.start : high.end])[-1])
        least = least * scale if least * scale <= most else least
    if least < 0 or most < 0:
        least, most = min(least, most), max(least, most)
    return (least, most) if least < most else None


def _are_levels(sentence: str, opened: re.Match[str] | None) -> bool:
    """Whether something grows or shrinks from one number to the other: "the price rose from 5 to 7"."""
    if not opened or not opened[0].lower().startswith("from"):
        return False
    return bool(_change_before().search(sentence, max(0, opened.start() - 80), opened.start()))


@cached
def _change_before() -> re.Pattern[str]:
    words = table("status")["change"]
    every = either(word for name in ("verbs", "nouns") for word in words[name])
    return re.compile(rf"\b(?:{every}|up|down)\b[^.;:()]{{0,60}}$", re.IGNORECASE)
