"""Whom a figure speaks of, and whether it is a fact: wanted, planned, possible, denied, or a change.

"46,000 Ukrainian soldiers" counts Ukraine's, "the country would need 300 tanks" says what is needed. Only the words
near a figure tell, those of its own clause; where they say nothing, neither does the figure. The words are those of
lexicon/status.yaml and lexicon/countries.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.analysis.figures import longest_unit
from briefing.analysis.numbers import either, kind_of
from briefing.lexicon import cached, table
from briefing.model import Figure, Status

REACH = 60
"""How far from a figure, in characters, the words may stand that say what it is."""
CLAUSE = 160
"""How far back its clause is searched for a denial."""
NAME_WORDS = 4
"""The most words of a country's name that are looked up: "the Democratic Republic of Congo"."""


def described(text: str, start: int, end: int, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures of the sentence `text[start:end]` with their subject, status and, for want of a unit, noun."""
    found = list[Figure]()
    for place, figure in enumerate(figures):
        limit = figures[place + 1].start if place + 1 < len(figures) else end
        begin = figures[place - 1].end if place else start
        before = found[-1] if found else None
        status = _status(text, start, begin, figure, limit, end, before)
        subject = _subject(text, start, begin, figure, limit, before)
        unit = figure.unit or _noun(text, figure.end, limit)
        found.append(replace(figure, unit=unit, subject=subject, status=status))
    return tuple(found)


# --- whom it speaks of -----------------------------------------------------------------------------------------

_WORD = re.compile(r"(?:[A-Z]\.){2,4}|[^\W_]+(?:['’-][^\W_]+)*")
_GAP = re.compile(r"[\s\-'\"“”‘’]*")
_OWNER_AFTER = re.compile(
    r"\s+(?:(?:of|from|among)\s+|(?:[^\W\d_]+\s+){0,2}on\s+(?=(?:the\s+)?[^\W_]+(?:\s[^\W_]+)?\s+side))(?:the\s+|its\s+)?(?=[A-Z])"
)
_LOSES = re.compile(
    r"\s+(?:(?:armed|own|government|ground|air|security)\s+)?(?:(?:troops|forces|army|military|soldiers|side|units|navy|police)\s+)?"
    r"(?:(?:has|had|have|would|will|may|could|also|now|already|reportedly|itself|alone|is|was|to|said|believed|estimated|thought)\s+){0,5}"
    r"(?:lost|lose|losing|suffered|suffer|suffering|sustained|sustain|taken)\s+(?:(?:a|the|its|total|of)\s+){0,2}$"
)
_ADDS_UP = re.compile(
    r"(?:\s+(?:have|has|had|been|were|was|are|is|[^\W\d_]+ly|killed|put|estimated|now|since|risen|grown|climbed|fallen"
    r"|rose|fell)){0,4}\s+(?:at|to|of|reached|reaching|exceed(?:s|ed|ing)|total(?:s|led|ed|ling|ing)?|number(?:s|ed|ing)?"
    r"|stand at|stood at|were|are)"
    r"(?:\s+(?:a|the))?\s+$"
)
"""What may stand between the name of what is counted and its number: "losses have risen to"."""
_PEOPLE = ("people", "casualties")
_NOBODY = frozenset(
    "people person persons others killed wounded dead injured hurt deaths death fatalities casualties casualty victims"
    " bodies lives missing injuries arrests individuals personnel members".split()
)
"""Words that say no more than the unit does."""
_QUALIFYING = frozenset("own total estimated reported official first last some the remaining former latest".split())
_LOSSES = ("losses", "loss", "toll", "casualties", "dead")


def _subject(text: str, start: int, begin: int, figure: Figure, limit: int, before: Figure | None) -> str | None:
    kind = kind_of(figure.unit)
    if kind in ("money", "time", "measure"):
        return None
    inside = _country_in(text, figure.start, figure.end) or _country_in(
        text, figure.end, _phrase_end(text, figure, limit)
    )
    if inside:
        return inside
    if kind == "share":
        return _shared(text, figure, limit)
    after = _OWNER_AFTER.match(text, figure.end, min(limit, figure.end + REACH))
    if after and (found := _country_at(text, after.end(), limit)):
        return found[0]
    if (owner := _owner_before(text, start, begin, figure)) or kind not in _PEOPLE:
        return owner
    if before and kind_of(before.unit) in _PEOPLE and _goes_on(text, before, figure):
        return before.subject if before.subject in table("countries") else _group(text, figure)
    return _group(text, figure)


def country_of(name: str) -> str | None:
    """The country or body that a speaker's name holds: "Moscow's Defense Ministry"."""
    return _country_in(name, 0, len(name))


def _phrase_end(text: str, figure: Figure, limit: int) -> int:
    """Where the words end that may still belong to the noun phrase of a number without a unit of its own."""
    if figure.unit and text[figure.end - 1].isalpha() and not text[figure.start : figure.end].split()[-1].isdigit():
        last = text[figure.start : figure.end].split()[-1]
        if longest_unit(text, figure.end - len(last), figure.end):
            return figure.end
    words = _WORD.match(text, figure.end + 1, min(limit, figure.end + 40))
    return words.end() if words and text[figure.end : figure.end + 1] == " " else figure.end


def _owner_before(text: str, start: int, begin: int, figure: Figure) -> str | None:
    """ "Russia's 900 casualties", "Russian losses of 900", "Russia has lost 900 soldiers"."""
    first = max(start, begin, figure.start - 90)
    for word in reversed(list(_WORD.finditer(text, first, figure.start))):
        found = _country_at(text, word.start(), figure.start)
        if not found:
            continue
        name, end, adjective = found
        if _LOSES.match(text, end, figure.start):
            return name
        genitive = text[end - 2 : end] in ("'s", "’s") or text[end : end + 1] in ("'", "’")
        own = genitive and set(text[end : figure.start].strip("'’ ").lower().split()) <= _QUALIFYING
        if own or ((adjective or genitive) and _counted(text, end, figure)):
            return name
        return None
    return None


def _counted(text: str, end: int, figure: Figure) -> bool:
    """Whether the words between a country and a number name what it counts: "Russian losses of 900"."""
    for place, word in enumerate(_WORD.finditer(text, end, figure.start)):
        unit = longest_unit(text, word.start(), figure.start)
        noun_end = unit[1] if unit else word.end()
        named = (unit and unit[0] == figure.unit) or word[0].lower() in _LOSSES
        if named and kind_of(figure.unit) in (*_PEOPLE, None) and _ADDS_UP.fullmatch(text, noun_end, figure.start):
            return True
        if place == 2:
            break
    return False


def _goes_on(text: str, before: Figure, figure: Figure) -> bool:
    """Whether a figure goes on with the list of the one before: "40 soldiers killed and 90 wounded"."""
    between = text[before.end : figure.start]
    if len(between) > 90 or any(mark in between for mark in ";:."):
        return False
    named = (_country_at(text, word.start(), figure.start) for word in _WORD.finditer(text, before.end, figure.start))
    return all(found is None or found[0] == before.subject for found in named)


def _shared(text: str, figure: Figure, limit: int) -> str | None:
    """Whose share it is: "74% of Kenyans", "two-thirds of voters"."""
    of = re.compile(r"\s*(?:of\s+)?(?:(?:the|all|its|their|his|her|our|those|these)\s+){0,2}").match(
        text, figure.end, limit
    )
    if not of or "of" not in text[figure.start : of.end()].split():
        return None
    if found := _country_at(text, of.end(), limit):
        return found[0]
    for word in list(_WORD.finditer(text, of.end(), min(limit, of.end() + 40)))[:3]:
        if not _GAP.fullmatch(text, of.end(), word.start()) and len(text[of.end() : word.start()].split()) > 2:
            break
        unit = longest_unit(text, word.start(), limit)
        if unit and unit[2]:
            return text[word.start() : unit[1]]
    return None


def _group(text: str, figure: Figure) -> str | None:
    """Who they are, where the unit says only what became of them: "12 civilian deaths", "three nurses were hurt"."""
    if kind_of(figure.unit) != "casualties":
        return None
    for word in _WORD.finditer(text, figure.start, figure.end):
        found = longest_unit(text, word.start(), figure.end)
        if found and kind_of(found[0]) == "people" and text[word.start() : found[1]].lower() not in _NOBODY:
            return text[word.start() : found[1]]
    return None


def _country_in(text: str, start: int, end: int) -> str | None:
    for word in _WORD.finditer(text, start, end):
        if found := _country_at(text, word.start(), end):
            return found[0]
    return None


def _country_at(text: str, start: int, end: int) -> tuple[str, int, bool] | None:
    """The country or body that a word at `start` names, where the name ends, and whether it is an adjective."""
    if not text[start : start + 1].isupper():
        return None
    ends = [word.end() for word in _WORD.finditer(text, start, min(end, start + 60))][:NAME_WORDS]
    for stop in reversed(ends):
        name = " ".join(text[start:stop].split()).replace("’", "'")
        for form in (name, name.removesuffix("'s")):
            if found := _countries().get(form):
                return found[0], stop, found[1]
    return None


@cached
def _countries() -> Mapping[str, tuple[str, bool]]:
    """Names, adjectives, peoples and capitals → the country or body, and whether the word can stand before a noun."""
    found: dict[str, tuple[str, bool]] = {}
    for kind in ("names", "adjectives", "people", "capital"):
        for country, entry in table("countries").items():
            for word in entry.get(kind, ()):
                found.setdefault(word, (country, kind in ("adjectives", "people")))
    return found


# --- what it is ------------------------------------------------------------------------------------------------

_BOUNDARY = re.compile(
    r"[;:()\u2014]|\s[-–]\s|,\s+(?=(?:and|but|or|as|with|while|who|which|where|when|after|before|including|said|says)\b)"
    r"|\b(?:while|whereas|but|although|though|because|whether|since|which|who|where|when|after|before)\b|[.!?]\s",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"(?:\s+[^\W\d_]+){0,2}?\s*(?:,|,?\s+and|,?\s+or|,?\s+plus)\s+(?:(?:another|a|an|some|further|also)\s+)?",
    re.IGNORECASE,
)
_KNOWN = re.compile(r"\b(?:the|these|those)\s+$", re.IGNORECASE)
_IN_OTHER_WORDS = re.compile(r"\s*[(/]\s*")
""" "4 billion euros ($4.5 billion)" is one sum."""
_AND = re.compile(r"\band\b", re.IGNORECASE)
_NOT = re.compile(
    r"(?:\b(?:not|never|cannot|neither|nor|without)|n['’]t)\s+(?:(?!only\b|just\b|clear\b|known\b|that\b|if\b|whether\b|all\b|than\b|say\b|sure\b)"
    r"[^\W\d_]+\s+){0,3}$",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"(?:\s+[^\W\d_]+){0,2}?\s+(?:(?:has|have|had|was|were|is|are|did|do|does|will|would)(?:(?:\s+[^\W\d_]+)?\s+(?:not|never)|n['’]t))\b",
    re.IGNORECASE,
)


def _status(
    text: str, start: int, begin: int, figure: Figure, limit: int, end: int, before: Figure | None
) -> Status | None:
    if _changed(text, start, figure, limit):
        return "change"
    if kind_of(figure.unit) == "time" or _KNOWN.search(text, max(start, figure.start - 8), figure.start):
        return None  # "needed for three years", "the two presidents would meet"
    if before and _IN_OTHER_WORDS.fullmatch(text, begin, figure.start):
        return before.status
    first = max(start, figure.start - CLAUSE)
    first = max([first, *(match.end() for match in _BOUNDARY.finditer(text, first, figure.start))])
    if begin > first and before:
        if _JOINED.fullmatch(text, begin, figure.start):
            return None if before.status == "change" else before.status  # "will send 300 lorries and 20 boats"
        first = max([first, *(match.end() for match in _AND.finditer(text, begin, figure.start))])
    last = min(limit, figure.end + REACH)
    stop = _BOUNDARY.search(text, figure.end, last)
    last = stop.start() if stop else last
    head = text[first : figure.start]
    if _NOT.search(head) or _denial_before().search(head) or _NOT_AFTER.match(text, figure.end, last):
        return "denied"
    nearest = min(_cues(head[-REACH:], text[figure.end : last]), default=None)
    added = _ADDED.search(text, max(start, figure.start - 40), figure.start) or _MORE.match(text[figure.start : limit])
    return _STATUSES[nearest[1]] if nearest else "change" if added else None


_STATUSES: tuple[Status, ...] = ("needed", "proposed", "planned", "possible")


def _cues(head: str, tail: str) -> list[tuple[int, int]]:
    """The distance of each word that tells, and which status it tells: at one distance the first one counts."""
    found = list[tuple[int, int]]()
    possible = _STATUSES.index("possible")
    for rank, (before, after) in enumerate(_patterns()):
        slack = 12 if rank == possible else 1  # "would be needed" is needed
        found += [(len(head) - match.end(), rank) for match in before.finditer(head) if match[0][:3] != "May"]
        found += [(match.start() + slack, rank) for match in after.finditer(tail) if match[0][:3] != "May"]
    return found


@cached
def _patterns() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    words = table("status")
    will = r"(?:will|would|shall|could|['’]ll|['’]d)(?:\s+(?:also|soon|now|then|only|initially|[^\W\d_]+ly))?"
    extra = {
        "proposed": rf"|\b(?:would|could|might|may)\s+(?:[^\W\d_]+ly\s+)?(?:{either(words['sizes'])})\b",
        "planned": rf"|\b{will.replace('|could', '')}\s+(?:{either(words['deeds'])})\b",
    }
    return tuple(
        (
            re.compile(rf"\b(?:{either(words[status]['before'])})\b{extra.get(status, '')}", re.IGNORECASE),
            re.compile(rf"\b(?:{either(words[status]['after'])})\b", re.IGNORECASE),
        )
        for status in _STATUSES
    )


@cached
def _denial_before() -> re.Pattern[str]:
    words = table("status")
    claim = r"(?:that|reports?|claims?|suggestions?|allegations?|accusations?|rumou?rs?|having|[^\W\d_]+ing)"
    qualifier = r"(?:(?:the|any|all|these|such|media|earlier|it|they)\s+){0,2}"
    return re.compile(
        rf"\b(?:(?:{either(words['denials'])})\s+{qualifier}{claim}|(?:{either(words['refusals'])}))\b", re.IGNORECASE
    )


def _changed(text: str, start: int, figure: Figure, limit: int) -> bool:
    """Whether it is the difference of two numbers: "a jump of 200", "rose by 200", "up 3%", "a 3% rise"."""
    first = max(start, figure.start - 80)
    if (match := _change_of().search(text, first, figure.start)) or _change_by().search(text, first, figure.start):
        return not (match and _NOT_CHANGE.search(text, first, match.start()))
    amount = kind_of(figure.unit) in ("share", "money", "measure")
    if amount and _change_alone().search(text, first, figure.start):
        return True
    return bool(_change_after().match(text, figure.end, min(limit, figure.end + 60)))


_ADDED = re.compile(
    r"\b(?:adds?|added|adding|an additional|a further|an extra|additional)"
    r"\s+(?:(?:about|around|some|at least|nearly|up to|more than)\s+)?$",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?:[^\W\d_]+\s+){0,3}?\S*\d\S*(?:\s(?:million|billion|thousand|hundred))?\s+(?:more|additional|further|extra)\b(?!\s+than)"
)
""" "Adds 105 tankers", "200 more tankers": what comes to those that there are."""
_NOT_CHANGE = re.compile(r"\bfrom\s+$")


@cached
def _change_of() -> re.Pattern[str]:
    nouns = either(table("status")["change"]["nouns"])
    return re.compile(
        rf"\b(?:{nouns})(?:\s+(?:in|to|for)\s+(?:[^\W\d_]+\s+){{1,6}}?)?\s*(?:of|by)\s+(?:another\s+)?$", re.IGNORECASE
    )


@cached
def _change_by() -> re.Pattern[str]:
    verbs = either(table("status")["change"]["verbs"])
    return re.compile(
        rf"\b(?:{verbs}|up|down|higher|lower)\b(?:\s+[^\W\d_]+){{0,6}}?\s+by\s+(?:another\s+|a\s+further\s+)?$",
        re.IGNORECASE,
    )


@cached
def _change_alone() -> re.Pattern[str]:
    verbs = either(table("status")["change"]["alone"])
    return re.compile(rf"\b(?:{verbs})\s+(?:(?:by|a|another|further|[^\W\d_]+ly)\s+){{0,2}}$", re.IGNORECASE)


@cached
def _change_after() -> re.Pattern[str]:
    words = either(table("status")["change"]["after"])
    return re.compile(
        rf"(?:\s+|-)(?:(?:annual|[^\W\d_]+ly|pay|wage|price|year-on-year|increase in)\s+)?(?:{words})\b", re.IGNORECASE
    )


def only_compared(text: str, start: int, figure: Figure) -> bool:
    """Whether a number stands beside the one that is told, for comparison: "61 instead of 48", "that surpasses the 900
    of last year". What the sentence claims is the other one. `start` is where the sentence begins."""
    return bool(_comparing().search(text, max(start, figure.start - 48), figure.start))


@cached
def _comparing() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{either(table('status')['comparing'])})\s+(?:(?:the|about|some|its|der|die|den|les|los|las)\s+){{0,2}}$",
        re.IGNORECASE,
    )


# --- its noun --------------------------------------------------------------------------------------------------

_NOUN = re.compile(r"(?:\s+(?:of\s+)?|-)((?:[^\W\d_]+[\s-]){0,3}?)([^\W\d_]{2,}[^siu\W\d_]s)\b")


def _noun(text: str, start: int, limit: int) -> str | None:
    """The plural right behind a number, where the lexicon has no unit for it: "400 zebras"."""
    match = _NOUN.match(text, start, min(limit, start + 60))
    if not match or any(word.lower() in _stop_words() for word in re.split(r"[\s-]+", match[1]) if word):
        return None
    return None if match[2].lower() in _stop_words() else match[2]


@cached
def _stop_words() -> frozenset[str]:
    grammar = table("references")["grammar"]
    return frozenset(
        {*table("stopwords")["en"], *grammar["prepositions"], *grammar["helpers"], "says", "needs", "wants", "plans"}
    )
