"""Who is in a document: the names it gives, the titles it gives them, and whom a word beside a quotation means.

"Prime Minister Keir Starmer" is introduced once; after that he is "Starmer", "the prime minister" and "he".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from briefing.analysis.wording import Token, name_end, words
from briefing.lexicon import cached, table

Gender = Literal["he", "she"]
Words = tuple[str, ...]
LONGEST_TITLE = 5
NAMESAKES = 32
"""People of one name among whom the likeliest is looked for."""
APPOSITION = 10
"""Tokens after a name in which its title is looked for: "Ann Lee, the long-time mayor of Lowsay,"."""
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z]{1,7})\)")
_WHERE = frozenset("in at near into across inside outside".split())
_LINKS = frozenset("of for the and in on to de".split())


@cached
def titles() -> frozenset[Words]:
    """Every title, rank and honorific, word by word."""
    offices = table("offices")
    entries = [*offices["titles"], *offices["honorifics"], *offices["abbreviations"]]
    return frozenset(tuple(entry.lower().split()) for entry in entries)


@cached
def _prefixes() -> frozenset[str]:
    return frozenset(prefix.lower() for prefix in table("offices")["prefixes"])


@cached
def _places() -> frozenset[str]:
    """Names and adjectives of countries, capitals and bodies: no persons."""
    kinds = ("names", "adjectives", "people", "capital", "seats")
    return frozenset(word for entry in table("countries").values() for kind in kinds for word in entry.get(kind, ()))


def is_place(name: str) -> bool:
    """Whether a word is a country's name or adjective, or a capital or body."""
    return name in _places()


@cached
def _genders() -> dict[str, Gender]:
    genders = table("voices")["genders"]
    return {word: gender for gender in ("he", "she") for word in genders[gender]}


@cached
def _given() -> dict[str, Gender]:
    names = table("voices")["given"]
    return {name: gender for gender in ("he", "she") for name in names[gender]}


def gendered(lower: str) -> Gender | None:
    """Whether a noun tells that somebody is he or she: "spokeswoman"."""
    return _genders().get(lower)


def title_length(lowered: Sequence[str], end: int) -> int:
    """How many of the words before `end` make up a title; 0 when they are none."""
    return next(
        (n for n in range(min(LONGEST_TITLE, end), 0, -1) if tuple(lowered[end - n : end]) in titles()),
        0,
    )


@dataclass(frozen=True, slots=True)
class Party:
    """One who may speak."""

    name: str
    person: bool
    plural: bool = False


@dataclass(slots=True)
class Cast:
    """The persons and bodies of one document. Filled once by `cast_of`; asked afterwards."""

    counts: Counter[Words] = field(default_factory=Counter)
    """How often each name of several words occurs."""
    names: set[str] = field(default_factory=set)
    """All of them as written."""
    written: dict[Words, str] = field(default_factory=dict)
    """The first spelling of each name, as it stands in the document."""
    ends: dict[str, list[Words]] = field(default_factory=lambda: defaultdict(list))
    """Names by their last word, and in `starts` by their first."""
    starts: dict[str, list[Words]] = field(default_factory=lambda: defaultdict(list))
    genders: dict[str, Counter[Gender]] = field(default_factory=lambda: defaultdict(Counter))
    """By the name as written: how often the document speaks of him or her."""
    holders: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    """By the last word of a title: where somebody is given it, and who."""
    roles: dict[str, set[tuple[Words, str | None]]] = field(default_factory=lambda: defaultdict(set))
    """The titles of each person, with the country's adjective before them."""
    surnames: set[str] = field(default_factory=set)
    """Names of one word that a title or an age shows to be a person's: "Mayor Grey", "Grey, 56,"."""
    acronyms: dict[str, str] = field(default_factory=dict)
    inner: set[str] = field(default_factory=set)
    """Words that it writes with a capital inside a sentence."""
    lowercase: set[str] = field(default_factory=set)
    """Words that the document also writes small: no names."""

    def gender(self, name: str) -> Gender | None:
        """What the document says of somebody, or else the given name."""
        votes = self.genders.get(name)
        if not votes:
            return _given().get(name.split()[0].lower()) if name in self.names else None
        if votes["he"] == votes["she"]:
            return None
        return "he" if votes["he"] > votes["she"] else "she"

    def named(self, run: Sequence[Token]) -> Party | None:
        """Whom a run of capitalised words names; None where it is a title alone."""
        lowered = [token.lower for token in run]
        first = title_end(lowered)
        given = [_key(token) for token in run[first:]]
        if not given:
            return None
        text = _written(run[first:])
        if len(given) == 1 and run[-1].text in self.acronyms:
            return Party(self.acronyms[run[-1].text], False)
        person = (first and len(given) < 3) or (len(given) == 1 and given[0] in self.ends)
        if is_body(run[first:]) and not person:  # but Chief Hall, Senator Mary Park, and then Park
            return Party(_written(run), False)
        known = self._known(tuple(given), _told_by(lowered[:first]))
        if known is not None:
            return Party(self.written[known], True)
        return Party(text, len(given) > 1 or first > 0 or text in self.surnames)

    def _known(self, given: Words, gender: Gender | None) -> Words | None:
        for first in range(max(0, len(given) - 1)):  # the shortest tail that is a name: "Rival Ann Lee"
            tail = given[len(given) - 2 - first :]
            if self.counts[tail]:
                return tail
        if len(given) > 1:
            return None
        candidates = (self.ends.get(given[0]) or self.starts.get(given[0]) or [])[:NAMESAKES]
        fit = [name for name in candidates if gender is None or self.gender(self.written[name]) in (None, gender)]
        return max(fit or candidates, key=lambda name: (self.counts[name], -len(name)), default=None)

    def holder(self, role: Words, of: str | None, before: int) -> str | None:
        """Who was last given a title before a place: ("prime", "minister"), of "british" where the text says so."""
        entries = self.holders.get(role[-1], [])
        place = bisect_left(entries, (before, ""))
        for _, name in reversed(entries[max(0, place - 8) : place]):
            if any(_same_title(role, title) and of in (None, whose) for title, whose in self.roles[name]):
                return name
        return None


def _same_title(role: Words, title: Words) -> bool:
    return role[-len(title) :] == title or title[-len(role) :] == role


def _key(token: Token) -> str:
    return token.lower.rstrip(".")


def _written(run: Sequence[Token]) -> str:
    # A name is handed on as the document words it, on one line.
    parts: list[str] = []
    for token, following in zip(run, [*run[1:], None], strict=True):
        parts.append(token.text)
        if following is not None and following.start > token.end:
            parts.append(" ")
    return "".join(parts)


def title_end(lowered: Sequence[str]) -> int:
    """How many words of a capitalised run are title and not name: "British Prime Minister Keir Starmer" 3."""
    last = next((end for end in range(len(lowered) - 1, 0, -1) if title_length(lowered, end)), 0)
    return len(lowered) if title_length(lowered, len(lowered)) == len(lowered) - last and last == 0 else last


def is_body(run: Sequence[Token]) -> bool:
    text = _written(run)
    if text in _places() or any(token.lower in words("bodies") for token in run[-1:]):
        return True
    if len(run) == 1:
        return run[0].text.isupper() and 1 < len(run[0].text) < 6
    return run[0].lower in words("first in bodies") or any(token.text == "&" for token in run)


def _told_by(lowered: Iterable[str]) -> Gender | None:
    return next((_genders()[word] for word in lowered if word in _genders()), None)


def cast_of(blocks: Sequence[Sequence[Token]], text: str) -> Cast:
    """The cast of a document, from the tokens of its paragraphs and its text."""
    cast = Cast()
    cast.lowercase = {t.text for tokens in blocks for t in tokens if t.word and not t.capital}
    cast.inner = {
        token.text
        for tokens in blocks
        for before, token in pairwise(tokens)
        if token.capital and (before.word or before.text == ",")
    }
    runs = [
        (tokens, first, last) for tokens in blocks if not _all_capitals(tokens) for first, last in name_runs(tokens)
    ]
    for tokens, first, last in runs:
        _count(cast, tokens, first, last)
    for tokens, first, last in runs:
        _surname(cast, tokens, first, last)
    for tokens, first, last in runs:
        _introduce(cast, tokens, first, last)
    for match in _ACRONYM.finditer(text):
        if full := _spelled_out(text[max(0, match.start() - 120) : match.start()], match[1]):
            cast.acronyms.setdefault(match[1], full)
    return cast


def name_runs(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Where capitalised words stand together, in order."""
    runs = []
    place = 0
    while place < len(tokens):
        last = name_end(tokens, place)
        if last > place:
            runs.append((place, last))
        place = max(last, place + 1)
    return runs


def _count(cast: Cast, tokens: Sequence[Token], first: int, last: int) -> None:
    run = tokens[first:last]
    skip = titled = title_end([token.lower for token in run])
    while skip < len(run) - 2 and (run[skip].text in _places() or run[skip].lower in cast.lowercase):
        skip += 1
    name = run[skip:]
    if not 2 <= len(name) <= 5 or (is_body(name) and not (titled and len(name) == 2)):  # but Senator Mary Park
        return
    if all(len(t.text) > 2 and t.text.isupper() for t in name):
        return
    key = tuple(_key(token) for token in name)
    cast.counts[key] += 1
    if key not in cast.written:
        cast.written[key] = _written(name)
        cast.names.add(cast.written[key])
        cast.ends[key[-1]].append(key)
        cast.starts[key[0]].append(key)


def _surname(cast: Cast, tokens: Sequence[Token], first: int, last: int) -> None:
    """Learn that a name of one word is a person's."""
    run = tokens[first:last]
    skip = title_end([token.lower for token in run])
    if len(run) - skip != 1 or is_body(run[skip:]) or run[-1].text in _places():
        return
    after = tokens[last : last + 3]
    aged = len(after) == 3 and after[0].text == after[2].text == "," and after[1].text.isdigit()
    if skip or (aged and len(after[1].text) == 2):
        cast.surnames.add(run[-1].text)


def _introduce(cast: Cast, tokens: Sequence[Token], first: int, last: int) -> None:
    run = tokens[first:last]
    party = cast.named(run)
    if party is None or not party.person:
        return
    lowered = [token.lower for token in run]
    skip = title_end(lowered)
    before = [token.lower for token in tokens[max(0, first - LONGEST_TITLE) : first]]
    if gender := _told_by([*lowered[:skip], *before[-1:]]):
        cast.genders[party.name][gender] += 1
    if skip and (length := title_length(lowered, skip)):
        _hold(cast, lowered[:skip], length, run[0].start, party.name)
    elif length := title_length(before, len(before)):
        _hold(cast, before, length, run[0].start, party.name)
    elif first and tokens[first - 1].text == ",":
        _hold_before(cast, tokens, first, party.name)
    placed = first and tokens[first - 1].lower in {*_WHERE, "from"}
    if last < len(tokens) and tokens[last].text == "," and not placed:
        after = [token.lower for token in tokens[last + 1 : last + 1 + APPOSITION]]
        after = after[: after.index(",")] if "," in after else after
        for end in range(1, len(after) + 1):
            if after[end - 1] in words("attaching") or after[end - 1] in ("who", "said"):
                break
            if length := title_length(after, end):
                _hold(cast, after[:end], length, run[0].start, party.name)
                break


def _hold_before(cast: Cast, tokens: Sequence[Token], first: int, name: str) -> None:
    """The title in "the mayor of Lowsay, Ida Holm"."""
    before = [token.lower for token in tokens[max(0, first - 1 - APPOSITION) : first - 1]]
    if "the" not in before:
        return
    last = len(before) - before[::-1].index("the")
    end = next((n for n in range(last, len(before)) if before[n] in words("attaching")), len(before))
    if length := title_length(before[last:], end - last):
        _hold(cast, before[last:end], length, tokens[first].start, name)


def _hold(cast: Cast, lowered: Sequence[str], length: int, place: int, name: str) -> None:
    """Give somebody the title that makes up the last `length` of some words."""
    title = tuple(lowered[len(lowered) - length :])
    whose = lowered[len(lowered) - length - 1] if len(lowered) > length else None
    cast.holders[title[-1]].append((place, name))
    cast.roles[name].add((title, whose if whose in _adjectives() else None))


def _all_capitals(tokens: Sequence[Token]) -> bool:
    """Whether a paragraph is written like a headline, where capitals tell no name."""
    long = [token for token in tokens if len(token.text) > 3]
    return len(long) > 3 and 10 * sum(token.capital for token in long) > 8 * len(long)


def _spelled_out(before: str, acronym: str) -> str | None:
    """The words right before an acronym in brackets whose initials it is made of."""
    parts = list(re.finditer(r"[^\W_]+(?:['’-][^\W_]+)*", before))
    letters = [letter for letter in acronym if letter.isupper()]
    place = len(parts)
    while letters and place:
        place -= 1
        word = parts[place][0]
        if word[0] == letters[-1]:
            letters.pop()
        elif word.lower() not in _LINKS:
            return None
    return before[parts[place].start() :].strip() if not letters and parts else None


def mentions(cast: Cast, tokens: Sequence[Token]) -> list[tuple[int, Party]]:
    """The parties that are named in a stretch of text, with the token at which each name begins; no places."""
    found = []
    for first, last in name_runs(tokens):
        if first and tokens[first - 1].lower in _WHERE:
            continue
        party = cast.named(tokens[first:last])
        if party is not None:
            found.append((first, party))
    return found


def role_of(phrase: Sequence[Token]) -> tuple[Words, str | None] | None:
    """The title in "the former British prime minister", and "british"; None where the words are something else."""
    if not phrase or phrase[0].lower != "the":
        return None
    lowered = [token.lower for token in phrase[1:]]
    cut = next((n for n, word in enumerate(lowered) if word in words("attaching") and n), len(lowered))
    length = title_length(lowered, cut)
    if not length or any(word not in _prefixes() and word not in _adjectives() for word in lowered[: cut - length]):
        return None
    return tuple(lowered[cut - length : cut]), next((w for w in lowered[: cut - length] if w in _adjectives()), None)


@cached
def _adjectives() -> frozenset[str]:
    return frozenset(word.lower() for entry in table("countries").values() for word in entry.get("adjectives", ()))
