"""The words of running text as the search for speakers reads them: each quotation is one token, whatever it holds."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from briefing._quotation import Span
from briefing.lexicon import cached, table

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|['’]s\b|\d+(?:[/.,:]\d+)+|\w+(?:[-'’](?!s\b)\w+)*|--+|[^\w\s]")
_DASHES = frozenset("—–-―")
LONGEST_ASIDE = 12
"""Tokens in brackets that are passed over: "Stuck (D-Vt.) said"."""


class Token(NamedTuple):
    text: str
    lower: str
    start: int
    end: int
    quote: int = -1
    """Which of the block's quotations it stands for; -1 for a word or a mark."""

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def word(self) -> bool:
        return self.text[0].isalnum()


LONGEST_NAME = 10
"""Capitalised words in a row; more are a headline or a list."""
QUOTE, SCARE = "“”", "“"
"""What stands for a quotation, and for marks around a term that nobody is heard to say."""


@cached
def words(kind: str) -> frozenset[str]:
    """A list of lexicon/voices.yaml."""
    return frozenset(table("voices")[kind])


@cached
def month_names() -> frozenset[str]:
    """Every form of a month's name, in all languages, in lower case."""
    return frozenset(form for months in table("months").values() for forms in months for form in forms)


@cached
def _abbreviations() -> frozenset[str]:
    return frozenset(part for entry in table("offices")["abbreviations"] for part in entry.split())


def tokens_of(text: str, start: int, end: int, quotes: Sequence[tuple[Span, bool]] = ()) -> list[Token]:
    """The tokens of `text[start:end]`. `quotes` are the quotations of its block, in order, with whether each is
    somebody's speech."""
    found: list[Token] = []
    place = start
    for number in reaching(quotes, start, end):
        (opened, closed), spoken = quotes[number]
        found += _plain(text, place, opened)
        kind = QUOTE if spoken else SCARE
        found.append(Token(kind, kind, opened, closed, number))
        inner = text[opened:closed].rstrip("\"'”’»“").rstrip()[-1:]
        if inner == "," or (inner in ".!?" and inner and not spoken):  # the mark ends the clause, not the term
            found.append(Token(inner, inner, closed, closed))
        place = closed
    found += _plain(text, place, end)
    return _without_nicknames(_without_asides(found))


def reaching(quotes: Sequence[tuple[Span, bool]], start: int, end: int) -> range:
    """Which of the quotations reach into a span of the text."""
    first = bisect_right(quotes, start, key=lambda quote: quote[0][1])
    return range(first, bisect_left(quotes, end, key=lambda quote: quote[0][0]))


def _plain(text: str, start: int, end: int) -> list[Token]:
    found: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        word, last = match[0], match.end()
        if last < end and text[last] == "." and (word + "." in _abbreviations() or (len(word) == 1 and word.isupper())):
            word, last = word + ".", last + 1
        elif word in _DASHES or word.startswith("--"):
            word = "—"
        lower = word.lower().replace("’", "'")
        if found and found[-1].end == last and lower == ".":  # the stop of an initial, already taken
            continue
        found.append(Token(word, lower, match.start(), last))
    return found


def _without_asides(tokens: list[Token]) -> list[Token]:
    kept: list[Token] = []
    opened = -1
    for token in tokens:
        if token.text in "([" and token.quote < 0:
            opened = len(kept)
        elif token.text in ")]" and opened >= 0 and token.quote < 0:
            aside = kept[opened:]
            if len(aside) <= LONGEST_ASIDE and all(t.quote < 0 for t in aside):
                del kept[opened:]
                opened = -1
                continue
            opened = -1
        kept.append(token)
    return kept


def _without_nicknames(tokens: list[Token]) -> list[Token]:
    """Marry "Mac" Grey is read as Marry Grey."""
    return [
        token
        for n, token in enumerate(tokens)
        if token.text != SCARE or not (0 < n < len(tokens) - 1 and tokens[n - 1].capital and tokens[n + 1].capital)
    ]


def name_start(tokens: Sequence[Token], end: int) -> int:
    """Where the run of capitalised words that ends before `end` begins; `end` itself where there is none."""
    first = end
    while first > max(0, end - LONGEST_NAME) and (
        _in_name(tokens, first - 1, first == end) or _joins(tokens, first - 1, end)
    ):
        first -= 1
    return first


def name_end(tokens: Sequence[Token], start: int) -> int:
    """Where the run of capitalised words that begins at `start` ends."""
    last = start
    while last < min(len(tokens), start + LONGEST_NAME) and (
        _in_name(tokens, last, False) or (last > start and _joins(tokens, last, len(tokens)))
    ):
        last += 1
    return last


def _joins(tokens: Sequence[Token], place: int, end: int) -> bool:
    """Whether a small word stands inside a name: "Olaf van der Berg"."""
    if tokens[place].lower not in words("particles") or not 0 < place < end - 1:
        return False
    before, after = tokens[place - 1], tokens[place + 1]
    return (before.capital or before.lower in words("particles")) and (
        after.capital or after.lower in words("particles")
    )


def _in_name(tokens: Sequence[Token], place: int, at_end: bool) -> bool:
    token = tokens[place]
    if token.text == "&":
        return 0 < place < len(tokens) - 1 and tokens[place - 1].capital and tokens[place + 1].capital
    if token.quote >= 0 or not token.word or not token.capital:
        return False
    if token.lower in words("times"):  # but Theresa May
        return at_end and place > 0 and tokens[place - 1].capital and tokens[place - 1].lower not in _small()
    return token.lower not in _small()


@cached
def _small() -> frozenset[str]:
    kinds = ("determiners", "prepositions", "conjunctions", "openers", "adverbs", "auxiliaries")
    pronouns = frozenset(form for forms in table("voices")["pronouns"].values() for form in forms)
    return frozenset().union(*(words(kind) for kind in kinds), pronouns) - {"us"}
