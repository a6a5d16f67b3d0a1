"""Figures: the numbers of a sentence that count something, with their bounds and what they count.

"between 10,000 and 30,000 troops" is one figure, a range; "over 46,000 soldiers have been killed" counts the killed.
Units are those of lexicon/units.yaml; the words around a number are read as English, in the languages that the lexicon
speaks beside it by foreign_figures. This is asked of very many
sentences while they are ranked: whom a figure speaks of, and whether it is a fact, is left to `described`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing.analysis.foreign_figures import has_figures, spoken_figures
from briefing.analysis.numbers import RANGE_OPENS, Number, either, find_numbers, kind_of
from briefing.lexicon import base, cached, table
from briefing.model import Bound, Figure

UNIT_WORDS = 6
"""How many words after the number may hold what it counts: "10,000 well-equipped European combat troops"."""
CLAUSE = 120
"""How far before a number without a noun the one that it counts may stand: "the death toll has risen to 40"."""

OTHER_MONEY = "other currencies"

_WORD = re.compile(r"(?:[A-Z]\.){2,4}|[^\W\d_]+(?:['’][^\W\d_]+)*")
_SIGN = re.compile(r"\s?(?:%|°C|°F|ºC|°|km²|€|₴|₽|£|\$)(?![\d.,]*\d)")
_JOINS = re.compile(r"[\s\-‑'\"“”‘’]*")
"""What may stand between the words of one noun phrase."""


def find_figures(text: str, start: int, end: int, language: str | None = "en") -> tuple[Figure, ...]:
    """The figures of the sentence `text[start:end]`, in order; their spans are in `text`."""
    sentence, code = text[start:end], base(language)
    if has_figures(code):
        found = spoken_figures(sentence, code)
    else:
        numbers = find_numbers(sentence)
        found = _figures(sentence, numbers) if numbers else iter(())
    return tuple(
        Figure(figure.low, figure.high, figure.bound, figure.unit, start + figure.start, start + figure.end)
        for figure in found
    )


def _figures(sentence: str, numbers: Sequence[Number]) -> Iterator[Figure]:
    last, before, pending = 0, None, list[Figure]()
    for place, number in enumerate(numbers):
        limit = numbers[place + 1].start if place + 1 < len(numbers) else len(sentence)
        bound, start = bound_of(sentence, number)
        start = max(start, last)  # "5 times more than 10": "more" is the unit's
        after = _BOUND_AFTER.match(sentence, number.end, limit)
        if after and not number.unit:
            number = replace(number, end=after.end())  # "50+ ships", "30 or more boats"
        unit, finish = unit_of(sentence, number, start, limit, before)
        if kind_of(unit) == "money" and _foreign_money(sentence[number.end : finish], unit):
            unit = OTHER_MONEY
        if number.low == 1 and number.word and not _counts_one(sentence, number, unit, finish):
            continue
        if unit is None and number.word and number.high < 20 and _names_somebody(sentence, number, start):
            continue
        after = after or _BOUND_AFTER.match(sentence, finish, limit)
        if after and bound in ("exact", "about"):
            bound, finish = _bounds_after()[(after["bound"] or after["plus"]).lower()], max(finish, after.end())
        low = None if bound in ("at most", "less than") else number.low
        high = None if bound in ("at least", "more than") else number.high
        figure = Figure(low, high, bound, unit, start, finish)
        last, before = finish, figure
        if unit is None and _NEXT_HAS_UNIT.fullmatch(sentence, finish, limit) and place + 1 < len(numbers):
            pending.append(figure)  # "from 10 to 15 percent", "85 of the 145 drones"
            continue
        yield from (Figure(one.low, one.high, one.bound, unit, one.start, one.end) for one in pending)
        pending.clear()
        yield figure
    yield from pending


_NEXT_HAS_UNIT = re.compile(
    r"\s+(?:to|of|by|x|out of|from|down from|up from)\s+(?:the|its|their|his|her|some|about|a total of)?\s*",
    re.IGNORECASE,
)
_STANDS_FOR = re.compile(r"\b(?:the|these|those|other|last|first|next|top|any|in|into|which|or)\s+$", re.IGNORECASE)
""" "The two have met", "cut in two": a small number without a noun stands for somebody named before."""
_NAMED = re.compile(r"[A-Z][\w'’]* $")
_PART_OF_TEXT = re.compile(
    r"\b(?:chapter|article|section|paragraph|clause|annex|page|volume|verse|episode|part|phase|stage)\s+$",
    re.IGNORECASE,
)


def _names_somebody(sentence: str, number: Number, start: int) -> bool:
    in_name = sentence[number.start].isupper() and _NAMED.search(sentence, max(0, number.start - 16), number.start)
    part = _PART_OF_TEXT.search(sentence, max(0, start - 16), start)
    return bool(in_name or part or _STANDS_FOR.search(sentence, max(0, start - 12), start))


_ONE_OF_MANY = re.compile(
    r"\b(?:no|any|every|this|that|which|each|the|another|only|number|day|phase|part)\s+$", re.IGNORECASE
)

_ONE_TO_ANOTHER = re.compile(r"\s+(?:to|after|or|by|and)\s+(?:another|the other)\b|\s+at a time\b")


def _counts_one(sentence: str, number: Number, unit: str | None, finish: int) -> bool:
    """Whether a lone "one" is a number: "one jet", "one man was killed", but not "one day", "one official said"."""
    if unit is None or finish == number.end or _ONE_OF_MANY.search(sentence, max(0, number.start - 8), number.start):
        return False
    if unit == "cases" or _ONE_TO_ANOTHER.match(sentence, finish):
        return False
    kind = kind_of(unit)
    return kind in ("casualties", "measure", "money") or (kind in ("things", "events") and unit != "countries")


def _foreign_money(words: str, unit: str | None) -> bool:
    """Whether the adjective of a country makes it another currency of the same name: "80 million Sudanese pounds"."""
    home = table("units")["units"][unit].get("home")
    return bool(home) and any(_money_of().get(word.lower(), home) != home for word in words.split())


@cached
def _money_of() -> dict[str, str]:
    """The adjectives of countries, in lower case → the country."""
    return {
        word.lower(): country
        for country, entry in table("countries").items()
        for kind in ("adjectives", "names")
        for word in entry.get(kind, ())
    }


# --- bounds ----------------------------------------------------------------------------------------------------

_BOUND_AFTER = re.compile(
    r"(?:\s+|-)(?P<bound>or more|or so|or fewer|or less|or thereabouts|plus|odd)\b|\s?(?<=\d)(?P<plus>\+)", re.I
)


def bound_of(sentence: str, number: Number) -> tuple[Bound, int]:
    """How the words before a number bound it, and where they begin."""
    if number.ranged:
        opened = RANGE_OPENS.search(sentence, max(0, number.start - 20), number.start)
        return "range", opened.start() if opened else number.start
    match = _bound_pattern().search(sentence, max(0, number.start - 32), number.start)
    if match and not (match[0].lower().startswith("up to") and _GONE.search(sentence[: match.start()])):
        return _bounds()[" ".join((match["bound"] or match["sign"]).lower().split())], match.start()
    return ("exact" if number.low == number.high else "about"), number.start


_GONE = re.compile(
    r"\b(?:go|goes|going|gone|went|came|comes|climb(?:s|ed|ing)?|shot|jumped|moved|pushed|pushing|brought|bringing|take|taking"
    r"|taken|took|creep|crept|edged)\s(?:[^\W\d_]+\s){0,2}$",
    re.IGNORECASE,
)
""" "The toll has gone up to 40": the number reached, no bound."""


@cached
def _bounds() -> dict[str, Bound]:
    return {word: bound for bound, words in table("units")["bounds"]["before"].items() for word in words}


@cached
def _bounds_after() -> dict[str, Bound]:
    return {word: bound for bound, words in table("units")["bounds"]["after"].items() for word in words}


@cached
def _bound_pattern() -> re.Pattern[str]:
    words = [word for word in _bounds() if word[-1].isalpha()]
    signs = [word for word in _bounds() if not word[-1].isalpha()]
    return re.compile(
        rf"(?:\b(?P<bound>{either(words)})\s+(?:(?:a|an|another|total of)\s+){{0,2}}"
        rf"|(?P<sign>{either(signs)})\s?)$",
        re.IGNORECASE,
    )


# --- units -----------------------------------------------------------------------------------------------------


def unit_of(
    sentence: str, number: Number, start: int, limit: int, before: Figure | None = None
) -> tuple[str | None, int]:
    """What the number counts, as a key of units.yaml, and where the words that say so end.

    `start` is where the figure begins, `limit` where the next number does: what stands behind that belongs to it.
    """
    if number.unit and number.unit != "fractions":
        return number.unit, number.end
    if match := _SIGN.match(sentence, number.end, limit):
        return unit_words().get(match[0].strip()), match.end()
    if number.unit:
        return number.unit, number.end
    unit, finish, bare = _noun(sentence, number, limit)
    if kind_of(unit) in ("people", None):
        unit = _harm(sentence, unit, bare, start, finish, limit, before) or unit
    if unit is None and bare:
        unit = _fate(sentence, finish, limit) or _toll(sentence, start)
        if not unit and not _NEXT_HAS_UNIT.fullmatch(sentence, finish, limit):
            unit = _carried(sentence, before, start, finish)
    return unit, finish


def _noun(sentence: str, number: Number, limit: int) -> tuple[str | None, int, bool]:
    """The noun behind a number, where it ends, and whether the number stands alone, without any noun."""
    unit, finish, alone = None, number.end, True
    position, loose, determined = number.end, True, False
    for place in range(UNIT_WORDS):
        word = _WORD.search(sentence, position, min(limit, position + 40))
        if not word or not _JOINS.fullmatch(sentence, position, word.start()):
            break
        if found := longest_unit(sentence, word.start(), limit):
            attached = place == 0 and sentence[number.end : number.end + 1] == "-"
            settled = (
                found[2] or attached or number.high == 1 or kind_of(found[0]) in ("measure", "money", "share", "time")
            )
            if settled:
                return found[0], found[1], False
            unit, finish, alone, loose = found[0], found[1], False, True
            position = found[1]
            continue
        lower = word[0].lower()
        if lower in ("and", "or") and unit and place:  # "hundreds of drone and missile strikes"
            position = word.end()
            continue
        hyphened = "-" in (sentence[word.end() : word.end() + 1], sentence[word.start() - 1])  # "well-equipped"
        if lower in phrase_stops() and not hyphened and not (lower == "of" and place == 0):
            break
        if lower in _DETERMINERS and place and not determined:
            break  # "six lorries the next day"
        determined = lower == "of"
        if lower not in _PASSED:
            alone = place == 0 and lower.endswith("ed") and bool(_ENDS.match(sentence, word.end()))  # "63 landed in"
            loose = loose and not _PLURAL.search(lower)
        position = word.end()
    return (unit, finish, alone) if loose else (None, number.end, alone)


_PLURAL = re.compile(r"[^siu]s$")
_ENDS = re.compile(r"\s*[.,;:)]|\s+(?:in|on|at|by|to|from|into|over|near|after|before|when|while|and|as|during|with)\b")
_DETERMINERS = frozenset("the its their our his her these those all another such".split())
_PASSED = _DETERMINERS | {"of", "more", "other", "others", "further", "additional", "extra"}


@cached
def phrase_stops() -> frozenset[str]:
    """Words that end a noun phrase."""
    grammar = table("references")["grammar"]
    words = {*table("stopwords")["en"], *grammar["prepositions"], *grammar["helpers"], *grammar["past"]} - {"left"}
    return frozenset(words - _PASSED - {"own", "same", "us", "some", "several"} | {"of"})


def longest_unit(sentence: str, start: int, end: int) -> tuple[str, int, bool] | None:
    """The longest expression of units.yaml that begins at `start`: its unit, its end, and whether it is a plural.

    Words that have no singular, and participles such as "killed", count as plurals.
    """
    words = _unit_starts(sentence, start, end)
    for count in range(len(words), 0, -1):
        stop = words[count - 1]
        phrase = " ".join(sentence[start:stop].replace("-", " ").split())
        for form, plural in _lemmas(phrase):
            if unit := unit_words().get(form):
                return unit, stop, plural or bool(_NO_SINGULAR.search(form))
    if count_people(sentence[start : words[0]] if words else ""):
        return "people", words[0], True
    return None


def _unit_starts(sentence: str, start: int, end: int) -> list[int]:
    ends = list[int]()
    for word in _WORD.finditer(sentence, start, min(end, start + 60)):
        if ends and not _JOINS.fullmatch(sentence, ends[-1], word.start()):
            break
        ends.append(word.end())
        if len(ends) == 4:
            break
    return ends


_NO_SINGULAR = re.compile(
    r"(?:people|men|women|children|personnel|staff|aircraft|police|feet|corps|ed|dead|hurt|missing|slain|lives|sheep|cattle)$"
)


@cached
def _demonyms() -> frozenset[str]:
    countries = table("countries").values()
    adjectives = {word for entry in countries for word in entry.get("adjectives", ())}  # "French" troops, not 10 French
    return frozenset(word for entry in countries for word in entry.get("people", ()) if word not in adjectives)


def count_people(word: str) -> bool:
    """Whether it names the people of a country: "Syrians"."""
    return word in _demonyms()


def _lemmas(phrase: str) -> Iterator[tuple[str, bool]]:
    yield phrase, False
    phrase = phrase.lower()
    yield phrase, False
    if phrase.endswith("ies"):
        yield phrase[:-3] + "y", True
    if phrase.endswith(("ses", "xes", "ches", "shes", "oes")):
        yield phrase[:-2], True
    if phrase.endswith("s"):
        yield phrase[:-1], True


# --- what happened to them -------------------------------------------------------------------------------------

_AFTER_VERB = r"\s+(?:(?:a|an|another|the|other|further|total|of|all|its|their|our|his)\s+){0,3}$"
_HARM_BEFORE = re.compile(
    r"\b(?:(?P<casualties>(?:kill(?:ed|ing|s)?|dead)\s+(?:and|or)\s+(?:wound(?:ed|ing|s)?|injur(?:ed|ing|es|e)|hurt(?:ing)?))"
    r"|(?P<killed>kill(?:ed|ing|s)?|shot dead|murder(?:ed|ing)|massacred|slaughtered|execut(?:ed|ing)"
    r"|(?:deaths?|killings?|murders?|bodies|massacre) of|claim(?:ed|ing|s)? the lives of)"
    rf"|(?P<wounded>wound(?:ed|ing|s)?|injur(?:e|ed|ing|es)|hurt(?:ing|s)?|injuries to)"
    rf"|(?P<lost>lost|losing|loses|lose)){_AFTER_VERB}",
    re.IGNORECASE,
)
_HARM_AFTER = re.compile(
    r"(?:\s+(?!said\b|says\b|told\b|that\b)[^\W\d_]+){0,5}?"
    r"(?:\s+(?:(?P<killed>dead|died|die|dying|slain|lost their lives|perished|drowned)|(?P<hurt>hurt|maimed))\b"
    r"|\s+(?:have|has|had|was|were|are|is|be|been|being|got|reportedly|feared|confirmed|believed|either|also|[^\W\d_]+ly)"
    r"(?:\s+[^\W\d_]+ly)?(?:\s+(?P<both>(?:killed|dead)\s+(?:and|or)\s+(?:wounded|injured|hurt))|\s+(?P<slain>killed|murdered)"
    r"|\s+(?P<wounded>wounded|injured))\b)"
)
_HARM_NEXT = re.compile(
    r"\s+(?:(?P<both>killed\s+(?:and|or)\s+(?:wounded|injured))|(?P<killed>killed|murdered)|(?P<wounded>wounded|injured))\b"
    r"(?!\s+(?:\d|(?:the|an?|their|his|her|its|several|dozens|hundreds|two|three|four|five|six|seven|eight|nine|ten"
    r"|at least|more than)\b))"
)
_LIVES = re.compile(r"\b(?:claim(?:ed|ing|s)?|took|taken|taking|cost|costing)\s+$")
_LIVES_AFTER = re.compile(r"\s+(?:[^\W\d_]+\s+)?lives\b")
_AND = re.compile(r"\s*(?:,|,?\s+and|,?\s+or|,?\s+including)\s+(?:another\s+|a\s+)?")
_INSERTED = re.compile(
    r",\s(?:including|among them|most of them|mostly|mainly|many of them|some of them)\s[^,;.]{0,60},(?=\s)"
)
""" "14 people, including a child, were hurt"."""
_GROUPS = {"both": "casualties", "slain": "killed", "hurt": "wounded"}
_MAY_FALL = frozenset(
    [
        "people",
        "troops",
        "peacekeepers",
        "recruits",
        "militants",
        "police officers",
        "emergency workers",
        "civilians",
        "residents",
        "children",
    ]
)
"""Who is a casualty when they are lost: customers and voters who are lost live on."""


def _harm(
    sentence: str, unit: str | None, bare: bool, start: int, finish: int, limit: int, before: Figure | None
) -> str | None:
    """ "killing 12 people" and "46,000 soldiers have been killed" count the killed, whatever the noun is."""
    if unit is None and not bare:
        if _LIVES_AFTER.match(sentence, finish) and _LIVES.search(sentence, max(0, start - 12), start):
            return "killed"
        return None
    found = _HARM_BEFORE.search(sentence, max(0, start - 50), start)
    if found and found.lastgroup == "lost":
        found = found if unit in _MAY_FALL else None
    if not found and (inserted := _INSERTED.match(sentence, finish)):
        finish, limit = inserted.end(), len(sentence)
    if not found and (found := _HARM_NEXT.match(sentence, finish)) and found.end() > limit:
        found = None
    found = found or _HARM_AFTER.match(sentence, finish, limit)
    if found:
        group = str(found.lastgroup)
        return "casualties" if group == "lost" else _GROUPS.get(group, group)
    if unit and before and before.unit in ("killed", "wounded") and _AND.fullmatch(sentence, before.end, start):
        return before.unit
    return None


_FATE = re.compile(
    r"(?:\s+(?:who|that|of|them|these|those|whom|which|have|has|had|was|were|are|is|been|being|be|reportedly|still|also|believed|feared|reported|either"
    r"|now|since|already|later|thought|said|to|not|therefore|thus|a|the)){1,6}\s+(?=(?P<word>[^\W\d_]+(?:\s[^\W\d_]+)?))"
)


def _fate(sentence: str, finish: int, limit: int) -> str | None:
    """What became of those that are counted, where no noun says who they are: "millions have been displaced"."""
    if match := _FATE.match(sentence, finish, limit):
        found = longest_unit(sentence, match.start("word"), limit)
        if found and (kind_of(found[0]) == "casualties" or (found[2] and kind_of(found[0]) in ("people", "things"))):
            return found[0]
    return None


_TOLL = re.compile(
    r"\b(?:(?P<killed>(?:death\s+)?toll|body count)|(?P<wounded>injury toll)"
    r"|(?:(?:number|numbers|total|count|tally|estimates?|amount)\s+of\s+(?:[^\W\d_]+[\s-]){0,3}?)(?P<noun>[^\W\d_]+)"
    r"|(?P<plural>[^\W\d_]+s))"
    r"(?:\s+(?:[^\W\d_]+[\s-]+){0,5}?(?:at|to|of|is|was|were|are|reached|reaching|reaches|hit|hits|exceed(?:s|ed|ing)?"
    r"|pass(?:ed|es|ing)|numbered|number"
    r"|numbers|numbering|total(?:s|led|ed|ing|ling)?|top(?:s|ped)|stood at|surpass(?:ed|es)|climbed"
    r"|rose|fell|dropped)|:)\s+(?:a\s+)?$",
    re.IGNORECASE,
)


_TOLL_STANDS = re.compile(
    r"\btoll\b[^;:()]{0,90}\s"
    r"(?:risen|rose|rises|rising|climbed|gone up|went up|stood|stands|put|jumped|grown|up)\s+(?:to|at)\s+$"
)


def _toll(sentence: str, start: int) -> str | None:
    """What the words before a number without a noun say that it counts: "the number of refugees rose to 300"."""
    begin = max(0, start - CLAUSE)
    begin = max([begin, *(match.end() for match in _CLAUSE_ENDS.finditer(sentence, begin, start))])
    if _TOLL_STANDS.search(sentence, begin, start):
        return "killed"
    for word in reversed(list(_WORD.finditer(sentence, begin, start))):
        match = _TOLL.match(sentence, word.start(), start)
        if match and match["killed"]:
            return "killed"
        if match and (match["noun"] or match["plural"]):
            group = "noun" if match["noun"] else "plural"
            found = longest_unit(sentence, match.start(group), start)
            if found and kind_of(found[0]) in ("people", "casualties", "things"):
                return found[0]
    return None


_CLAUSE_ENDS = re.compile(r"[;:()\u2014]|,\s|\b(?:but|while|whereas|although)\b", re.IGNORECASE)
_CARRIES = re.compile(
    r"(?:\b(?:another|of (?:which|whom|them|these|those)|remaining|other|further|additional|with|while|and|down|just"
    r"|including|than|from|to|by|only|a|all but|against"
    r"|(?:jump|rise|increase|drop|fall|decline|decrease) of)|[,;:])\s*$",
    re.IGNORECASE,
)


_TAKEN_UP = re.compile(
    r"\s+(?:of\s+)?(?:them|these|those|which|whom)\b|\s+(?:was|were|had been|have been)\b", re.IGNORECASE
)


def _carried(sentence: str, before: Figure | None, start: int, finish: int) -> str | None:
    """The unit of the figure before: "of 40 boats 30 sank, and another 5 were damaged" counts boats three times."""
    if not before or kind_of(before.unit) not in ("people", "casualties", "things", "events"):
        return None
    near = start - before.end <= 2 * CLAUSE and (
        _TAKEN_UP.match(sentence, finish) or _CARRIES.search(sentence, max(before.end, start - 24), start)
    )
    return before.unit if near else None


@cached
def unit_words() -> dict[str, str]:
    """Every unit word → its unit. A word of two units counts people, where both do, and else nothing but itself."""
    units: dict[str, list[str]] = {}
    for unit, entry in table("units")["units"].items():
        for word in entry["words"]:
            for form in dict.fromkeys((word, word.replace("-", " "))):
                units.setdefault(form, []).append(unit)
    sure = {word: found[0] for word, found in units.items() if len(found) == 1}
    people = {word: "people" for word, found in units.items() if {kind_of(unit) for unit in found} == {"people"}}
    return people | sure
