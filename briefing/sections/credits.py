"""Whom a text credits for itself: the agency that it came from, and the newsrooms whose reports it hands on.

Both are read off names that lexicon/agencies.yaml lists, or that a document's metadata gives as its publisher, and off
the words right beside them: a name alone credits nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import ahocorasick_rs

from briefing.lexicon import cached, table
from briefing.model import Block, Credit, Document

EDGE = 5
"""Blocks at the top and at the bottom of a document in which an agency's name says where the text came from."""
DATELINE = 100
"""Characters before the agency's name in a dateline, at most."""
LEAD, TAIL = 20, 60
"""Characters between the last sentence and an agency's name, and between that and the end of the block, at most."""
CREDIT_LINE = 200
"""Characters of a line that does nothing but credit, at most."""
CREDIT_WORDS = 12
"""Words of such a line where it was not told to be furniture."""
BEFORE, AFTER = 120, 60
"""Characters before and behind a name in which the words that credit it stand."""
NAME_WORDS = 3
"""Capitalised words before the noun that ends a newspaper's name, at most: "South Riverside County Herald"."""

_DATELINE_END = re.compile(r"[^()\n]{0,30}\)\s*[.,]?\s*[—–:-]")
_SENTENCE_BEFORE = re.compile(r"[.!?…。\"”’»)][\s—–\-/(\[©]*(?:[Tt]he\s)?$")
_NOTHING_AFTER = re.compile(r"(?:\s?[/&]\s?[\w-]{2,20})*[\s)\]./—–-]*$")
_LAST_WORD = re.compile(r"([\w’'&.-]+)\s$")
_ARTICLE = re.compile(r"^the(?:\s+|$)", re.IGNORECASE)
_TOKEN = re.compile(r"\b[dl]['’]|[^\s\"“”„«»(]+", re.IGNORECASE)
_ARTICLES = ("the", "a", "an")
_ABBREVIATED = 3
"""Letters of a word whose full stop may not end a sentence: "St."."""

Hit = tuple[str, int, int]
"""A name as the text has it, and where."""


# --- the agency behind a text ----------------------------------------------------------------------------------


def agency_of(document: Document) -> str | None:
    """The agency that the text came from, as its byline, dateline or closing line says; the first of several."""
    for stated in (document.publisher, document.author):
        if stated and (named := _agency_in(stated)):
            return named
    blocks = document.blocks or (Block("paragraph", 0, len(document.text)),)
    top, bottom = blocks[:EDGE], blocks[-EDGE:]
    for name, start, end in _agencies()(document.text):
        block = next((block for block in (*top, *bottom) if block.start <= start and end <= block.end), None)
        if block and _is_tag(document.text, block, (start, end), name in _agency_names(tags=False), block in bottom):
            return _agency_names()[name]
    return None


def _agency_in(stated: str) -> str | None:
    """ "Reuters", "Jane Doe, Associated Press", but not a person who is called like an agency."""
    for name, start, end in _agencies()(stated):
        if _NOTHING_AFTER.match(stated, end) and (
            not start or stated[:start].rstrip()[-1:] in (",", "(", "/", "|", "-")
        ):
            return _agency_names()[name]
    return None


def _is_tag(text: str, block: Block, name: tuple[int, int], plain: bool, at_bottom: bool) -> bool:
    """Whether the agency's name says where the text came from. One that is not `plain` may be something else at the end
    of a line: "Pittsburgh, PA"."""
    start, end = name
    line = text[block.start : block.end] if block.end - block.start <= CREDIT_LINE else ""
    if line and _words_of("picture").search(line):
        return False
    return (
        _in_dateline(text, block, start, end)
        or _closes(text, block, start, end, plain, at_bottom)
        or bool(line and _in_credit_line(line, block.kind, plain and (start == block.start or end == block.end)))
    )


def _in_dateline(text: str, block: Block, start: int, end: int) -> bool:
    """ "LONDON, 3 May (AP) —", or "(AP)" at the very head of a paragraph."""
    if start - block.start > DATELINE:
        return False
    opening = text.rfind("(", block.start, start)
    if opening < 0 or ")" in text[opening:start]:
        return False
    return opening == block.start or _DATELINE_END.match(text, end, block.end) is not None


def _closes(text: str, block: Block, start: int, end: int, plain: bool, at_bottom: bool) -> bool:
    """The name by itself, or at the bottom behind the last sentence: "... until May. (AP)"."""
    before = text[max(block.start, start - LEAD) : start]
    marked = before.rstrip()[-1:] in tuple("([—–-/©")
    alone = start - block.start == len(before) and not _ARTICLE.sub("", before.strip(" ([—–-/©"), count=1)
    return (
        (plain or marked)
        and block.end - end <= TAIL
        and _NOTHING_AFTER.match(text, end, block.end) is not None
        and (alone or (at_bottom and _SENTENCE_BEFORE.search(before) is not None))
    )


def _in_credit_line(line: str, kind: str, at_an_end: bool) -> bool:
    """ "By The Associated Press", "Jane Doe, Reuters", "AFP contributed to this report"."""
    if _words_of("helping").search(line):
        return True
    opens = _words_of("byline").match(line.lstrip(" (")) is not None
    if kind == "furniture":
        return opens or (at_an_end and "/" not in line)  # "Jane Doe/AP" took the picture
    return opens and line.count(" ") < CREDIT_WORDS and line[-1] not in ".!?"


@cached
def _words_of(kind: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, table("agencies")[kind]))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


# --- names -----------------------------------------------------------------------------------------------------


@cached
def _agency_names(tags: bool = True) -> dict[str, str]:
    """Spelling → agency."""
    known: dict[str, str] = {}
    for agency, entry in table("agencies")["agencies"].items():
        for name in (*entry["names"], *(entry.get("tags", ()) if tags else ())):
            known[name] = known[name.upper()] = agency
    return known


@cached
def _agencies() -> Callable[[str], Iterator[Hit]]:
    return _finder(_agency_names())


def _finder(names: Iterable[str]) -> Callable[[str], Iterator[Hit]]:
    """Finds the names in a text, as whole words, the longest that begins first."""
    patterns = sorted(names)
    automaton = ahocorasick_rs.AhoCorasick(patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def find(text: str) -> Iterator[Hit]:
        for number, start, end in automaton.find_matches_as_indexes(text):
            compound = text[end : end + 1] == "-" and text[end + 1 : end + 2].isalnum()  # "the Times-Courier"
            if not (compound or text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
                yield patterns[number], start, end

    return find


def _key(name: str) -> str:
    """What two spellings of a newsroom's name have in common."""
    return _ARTICLE.sub("", " ".join(name.replace("’", "'").split()).casefold(), count=1)


@dataclass(frozen=True, slots=True)
class _Newsrooms:
    """Every name by which a document may credit another newsroom."""

    find: Callable[[str], Iterator[Hit]]
    agencies: dict[str, str]
    nouns: frozenset[str]
    """Those that are only the end of a name."""
    published: dict[str, tuple[str, ...]]
    """Newsroom → the documents that it published."""

    @classmethod
    def of(cls, documents: Sequence[Document]) -> _Newsrooms:
        agencies = {_key(name): agency for name, agency in _agency_names(tags=False).items()}
        published: dict[str, tuple[str, ...]] = {}
        names = {*_agency_names(tags=False), *table("agencies")["outlets"]}
        for document in documents:
            if document.publisher and (key := _key(document.publisher)):
                key = _key(agencies.get(key, key))
                published[key] = (*published.get(key, ()), document.id)
                names |= {document.publisher, _ARTICLE.sub("", document.publisher, count=1)}
        nouns = frozenset(table("agencies")["outlet_nouns"]) - names
        return cls(_finder(filter(None, names | nouns)), agencies, nouns, published)

    def source(self, name: str) -> str:
        return self.agencies.get(_key(name), " ".join(name.split()))


# --- credits ---------------------------------------------------------------------------------------------------


def find_credits(documents: Sequence[Document]) -> tuple[Credit, ...]:
    """Where documents name other newsrooms as the source of what they say, in order of path and place."""
    newsrooms = _Newsrooms.of(documents)
    by_path = sorted(documents, key=lambda document: (document.path, document.id))
    return tuple(credit for document in by_path for credit in _credits(document, newsrooms))


def _credits(document: Document, newsrooms: _Newsrooms) -> Iterator[Credit]:
    text = document.text
    own = _key(newsrooms.source(document.publisher)) if document.publisher else None
    starts = [block.start for block in document.blocks]
    for name, start, end in newsrooms.find(text):
        place = bisect_right(starts, start) - 1
        block = document.blocks[place] if place >= 0 else Block("paragraph", 0, len(text))
        if block.kind == "furniture" or end > block.end:
            continue
        start = _widened(text, block, start) if name in newsrooms.nouns else start
        if name in newsrooms.nouns and not _is_name(text, block, start, end, name):
            continue
        span = _cue_before(text, block, start, end) or _cue_after(text, block, start, end)
        source = newsrooms.source(text[start:end])
        if span and _key(source) != own:
            others = [other for other in newsrooms.published.get(_key(source), ()) if other != document.id]
            yield Credit(document.id, source, *span, to=others[0] if len(others) == 1 else None)


def _widened(text: str, block: Block, start: int) -> int:
    """Where the name begins that ends in the noun at `start`: "the Riverside |Herald"."""
    for _ in range(NAME_WORDS + 1):
        before = _LAST_WORD.search(text, max(block.start, start - BEFORE // 3), start)
        if not before or not before[1][0].isupper() or before[1].lower() in _cue_words() or _ends(before[1]):
            break
        start = before.start()
        if before[1] == "The":
            break
    return start


def _ends(word: str) -> bool:
    return word.endswith(".") and len(word) > _ABBREVIATED


def _is_name(text: str, block: Block, start: int, end: int, noun: str) -> bool:
    """A noun alone is a name behind an article only, and never one where the name goes on behind it."""
    alone = end - start == len(noun) and text[max(block.start, start - 4) : start].lower() != "the "
    goes_on = text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()
    return not alone and not goes_on


def _cue_before(text: str, block: Block, start: int, end: int) -> tuple[int, int] | None:
    """From the cue to the name: "told the Russian news agency |Interfax"."""
    floor = max(block.start, start - BEFORE)
    tokens = list(_TOKEN.finditer(text, floor, start))[floor > block.start :]  # the first one may be half a word
    words = [_plain(token[0]) for token in tokens]
    while words:
        if size := _cue_at_end(words):
            return tokens[len(words) - size].start(), end
        if not _is_kind(words.pop()):
            return None
    return None


def _cue_at_end(words: Sequence[str]) -> int:
    """How many of the words, at their end, are a cue. One more may stand before "by": "interviewed Thursday by"."""
    for cue in _cues("before", -1).get(words[-1], ()):
        size = len(cue)
        if tuple(words[-size:]) == cue:
            return size
        if cue[-1] == "by" and tuple(words[-size - 1 : -2]) == cue[:-1] != ():
            return size + 1
    return 0


def _cue_after(text: str, block: Block, start: int, end: int) -> tuple[int, int] | None:
    """From the name to its verb: "Interfax| news agency reported". Verbs that people govern too count only where a word
    marks the name as a newsroom's."""
    before = _LAST_WORD.search(text, max(block.start, start - BEFORE // 3), start)
    marked = before is not None and _is_kind(_plain(before[1]))
    if before and before[1][0].isupper() and not _ends(before[1]) and not marked:
        return None  # the last name of a person: "Michael Bloomberg reported"
    marked = marked and before is not None and _plain(before[1]) not in _ARTICLES
    tokens = list(_TOKEN.finditer(text, end, min(block.end, end + AFTER)))
    words = [_plain(token[0]) for token in tokens]
    for place, word in enumerate(words):
        kinds = ("after", "after_kind") if marked else ("after",)
        for cue in (cue for kind in kinds for cue in _cues(kind, 0).get(word.rstrip(".,;:"), ())):
            last = place + len(cue) - 1
            if (*words[place:last], *(word.rstrip(".,;:") for word in words[last : last + 1])) == cue:
                return start, tokens[last].start() + len(cue[-1])
        if not _is_kind(word) or word in _ARTICLES:
            return None
        marked = True
    return None


def _plain(word: str) -> str:
    return word.replace("’", "'").lower()


def _is_kind(word: str) -> bool:
    """Whether it may stand between a cue and the name: "the Russian state news agency", "China's"."""
    return word in _kinds() or word.endswith("'s")


@cached
def _kinds() -> frozenset[str]:
    adjectives = (word for entry in table("countries").values() for word in entry.get("adjectives", ()))
    return frozenset(map(str.lower, (*table("agencies")["kinds"], *adjectives)))


@cached
def _cues(kind: str, key: int) -> dict[str, list[tuple[str, ...]]]:
    """Cues as words, the longest first, by their first or last one."""
    cues: dict[str, list[tuple[str, ...]]] = {}
    for cue in sorted((tuple(cue.split()) for cue in table("agencies")[kind]), key=lambda cue: (-len(cue), cue)):
        cues.setdefault(cue[key], []).append(cue)
    return cues


@cached
def _cue_words() -> frozenset[str]:
    return frozenset(word for cue in table("agencies")["before"] for word in cue.split())


# --- circles ---------------------------------------------------------------------------------------------------


def circular(credits: Sequence[Credit]) -> tuple[tuple[str, ...], ...]:
    """Documents that credit one another, directly or through others: each group in order, by its first member."""
    credited: dict[str, dict[str, None]] = {}
    for credit in credits:
        if credit.to is not None and credit.to != credit.document:
            credited.setdefault(credit.document, {})[credit.to] = None
            credited.setdefault(credit.to, {})
    groups = (tuple(sorted(group)) for group in _components({one: list(to) for one, to in credited.items()}))
    return tuple(sorted(group for group in groups if len(group) > 1))


def _components(edges: dict[str, list[str]]) -> Iterator[list[str]]:
    """Strongly connected components (Kosaraju), without recursion: a chain of credits may be long."""
    finished: list[str] = []
    seen: set[str] = set()
    for root in edges:
        _walk(root, edges, seen, finished)
    backwards: dict[str, list[str]] = {one: [] for one in edges}
    for one, others in edges.items():
        for other in others:
            backwards[other].append(one)
    seen = set()
    for root in reversed(finished):
        group: list[str] = []
        _walk(root, backwards, seen, group)
        if group:
            yield group


def _walk(root: str, edges: dict[str, list[str]], seen: set[str], finished: list[str]) -> None:
    """Adds what can be reached from `root` to `finished`, each one after all that it leads to."""
    if root in seen:
        return
    seen.add(root)
    stack = [(root, iter(edges[root]))]
    while stack:
        one, others = stack[-1]
        following = next((other for other in others if other not in seen), None)
        if following is None:
            finished.append(one)
            stack.pop()
        else:
            seen.add(following)
            stack.append((following, iter(edges[following])))
