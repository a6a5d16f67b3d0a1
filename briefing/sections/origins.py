"""Which documents share their text: one agency story that five papers print is one origin, not five witnesses.

Copies are found by shingles, runs of a few words (Broder, "On the resemblance and containment of documents", 1997). A
hashed sample of them names the pairs that are worth a look, so that the cost grows with the documents and not with
their pairs; these are then compared word by word. Quotations do not count there: two reporters who sat in one press
conference print the same ones, and each was there. What is told in other words is retelling.py's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from hashlib import sha256
from itertools import chain
from unicodedata import normalize
from zlib import crc32

from briefing._quotation import quotations
from briefing.model import Block, Document, Origin
from briefing.sections.credits import agency_of, circular, find_credits
from briefing.sections.retelling import retold

__all__ = ["circular", "find_credits", "find_origins"]

SHINGLE = 4
"""Words of a shingle. Longer ones lose sight of a text as soon as a sub-editor changes a word here and there."""
SHARED = 0.5
"""Share of the smaller document's own shingles, outside quotations, that a copy has in common with the larger. In news
about one event copies share two thirds and more, and stories written apart a sixth at most."""
LEAST_SHARED = 0.15
"""The same, where both credit one agency. With less, two documents are never one origin."""
EDITED = 0.5
"""Share of the smaller document's own words that stand in sentences which the larger has in nearly the same words."""
SAME_SENTENCE = 0.7
"""Share of their words (Dice) that two such sentences have in common at the least, ..."""
SENTENCE_WORDS = 6
"""... and how many words they have, for shorter ones are alike by chance."""
NEAR, NEAREST = 16, 4
"""Sentences that are looked up for one word, and those that are compared with the one that holds it, at most."""
SHORT = 40
"""Documents with fewer words of their own are one origin only where they are the same throughout."""

SAMPLED = 4
"""One shingle in so many is looked up: those that begin with one word in so many, ..."""
WORTH_A_LOOK = 0.1
"""... and pairs are compared that share this much of what is looked up in the smaller one."""
PAIRED = 400
"""Pairs that one shingle makes, at most, but for that of each document and the next that holds it: copies find each
other through those between them, and a phrase that ten thousand documents share makes no fifty million pairs."""
KEPT = 64
"""Documents whose words are kept while others are compared with them, at most."""
MOST_RETOLD = 2_000
"""Documents among which one report in other words is looked for: quotations take longer to find than words."""
LONGEST = 500_000
"""Characters of a document that are compared, at most."""

_LETTERS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts without spaces, where a letter has to do for a word: Thai, Lao, Burmese, Khmer, kana, Chinese."""
_WORD = re.compile(rf"[{_LETTERS}]|[^\W_{_LETTERS}]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]+")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s|[\r\n]+|(?<=[。！？])")


class _Kind(IntEnum):
    """What makes two documents one, the plainest first."""

    FILE = 0
    TEXT = 1
    COPY = 2
    EDITED = 3
    AGENCY = 4
    RETOLD = 5


@dataclass(frozen=True, slots=True)
class _Link:
    """Two documents that are one origin, by their places in the list of documents, and why."""

    kind: _Kind
    smaller: int
    larger: int
    share: float = 1.0
    agency: str | None = None


def find_origins(documents: Sequence[Document]) -> tuple[Origin, ...]:
    """Every document in one origin, with those that share its text; origins in order of their first document's path."""
    by_path = sorted(documents, key=lambda document: (document.path, document.id))
    agencies = [agency_of(document) for document in by_path]
    groups = _Groups(len(by_path))
    codes = _Codes()
    texts = [_wording(document, codes) for document in by_path]
    for link in _same(by_path, texts):
        groups.join(link)
    first = [place for place in range(len(by_path)) if groups.root(place) == place]
    known = _Known(by_path)
    for one, other in _candidates(first, texts):
        if groups.root(one) != groups.root(other):
            found = _compare(known, one, other, agencies)
            if found:
                groups.join(found)
    places = first[:MOST_RETOLD]
    bodies = [tuple(_body(by_path[place])) for place in places]
    for smaller, larger, share in retold([by_path[place] for place in places], bodies):
        groups.join(_Link(_Kind.RETOLD, places[smaller], places[larger], share))
    return tuple(_origins(by_path, groups, agencies))


def _origins(documents: Sequence[Document], groups: _Groups, agencies: Sequence[str | None]) -> Iterator[Origin]:
    members: dict[int, list[int]] = {}
    for place in range(len(documents)):
        members.setdefault(groups.root(place), []).append(place)
    links: dict[int, list[_Link]] = {}
    for link in groups.links:
        links.setdefault(groups.root(link.smaller), []).append(link)
    for number, (root, places) in enumerate(members.items(), 1):
        credited = Counter(agency for place in places if (agency := agencies[place]))
        yield Origin(
            id=f"O{number}",
            documents=tuple(documents[place].id for place in places),
            reason=_reason(links.get(root, ()), documents),
            agency=credited.most_common(1)[0][0] if credited else None,
        )


class _Groups:
    """Union-find: the root of a group is its first document."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))
        self.links: list[_Link] = []
        """Those that joined two groups."""

    def root(self, place: int) -> int:
        while self._above[place] != place:
            self._above[place] = self._above[self._above[place]]
            place = self._above[place]
        return place

    def join(self, link: _Link) -> None:
        one, other = sorted((self.root(link.smaller), self.root(link.larger)))
        if one != other:
            self._above[other] = one
            self.links.append(link)


# --- the same throughout ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Wording:
    """What is kept of each document while they are looked through."""

    digest: bytes | None
    """Of all its words; None where it has none."""
    sample: frozenset[int]
    """Hashes of some of its shingles: of those that are in every document's sample, if it holds them at all."""


def _wording(document: Document, codes: _Codes) -> _Wording:
    words = _words(" ".join(document.text[block.start : block.end] for block in _body(document)))
    if not words:
        return _Wording(None, frozenset())
    digest = sha256(" ".join(words).encode(errors="replace"))
    digest.update(document.text[LONGEST:].encode(errors="replace"))
    return _Wording(digest.digest(), _sample(words, codes))


def _same(documents: Sequence[Document], texts: Sequence[_Wording]) -> Iterator[_Link]:
    files: dict[str, int] = {}
    wordings: dict[bytes, int] = {}
    for place, (document, text) in enumerate(zip(documents, texts, strict=True)):
        if (first := files.setdefault(document.sha256, place)) != place:
            yield _Link(_Kind.FILE, first, place)
        elif text.digest and (first := wordings.setdefault(text.digest, place)) != place:
            yield _Link(_Kind.TEXT, first, place)


def _body(document: Document) -> Iterator[Block]:
    """What is compared: all but furniture."""
    whole = Block("paragraph", 0, len(document.text))
    for block in document.blocks or (whole,):
        if block.kind != "furniture" and block.start < LONGEST:
            yield replace(block, end=min(block.end, LONGEST)) if block.end > LONGEST else block


def _words(text: str) -> list[str]:
    """Without case, punctuation, and the ways in which Unicode may write one letter."""
    if not text.isascii():
        text = _UNSEEN.sub("", normalize("NFKC", text)).replace("ʼ", "'")
    return _WORD.findall(text.casefold())


# --- pairs that are worth a look -------------------------------------------------------------------------------


class _Codes(dict[str, int]):
    """Word → a number, the same on every machine, and small enough for quick sums."""

    def __missing__(self, word: str) -> int:
        code = self[word] = crc32(word.encode(errors="replace")) >> 8
        return code


def _sample(words: Sequence[str], codes: _Codes) -> frozenset[int]:
    coded = [codes[word] for word in words]
    shingles = zip(coded, coded[1:], coded[2:], coded[3:], strict=False)
    return frozenset([a + 3 * b + 9 * c + 27 * d for a, b, c, d in shingles if not a % SAMPLED])


def _candidates(places: Sequence[int], texts: Sequence[_Wording]) -> list[tuple[int, int]]:
    """Pairs of documents that share enough of their samples; in order of path."""
    held = Counter(chain.from_iterable(texts[place].sample for place in places))
    holders: dict[int, list[int]] = {value: [] for value, count in held.items() if count > 1}
    for place in places:
        for value in texts[place].sample & holders.keys():
            holders[value].append(place)
    shared: Counter[tuple[int, int]] = Counter()
    for holding in holders.values():
        reach = max(1, PAIRED // len(holding))
        for number, one in enumerate(holding):
            shared.update([(one, other) for other in holding[number + 1 : number + 1 + reach]])
    return sorted(
        (one, other)
        for (one, other), count in shared.items()
        if count >= WORTH_A_LOOK * min(len(texts[one].sample), len(texts[other].sample))
    )


# --- two documents ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Own:
    """A document's words outside quotations."""

    size: int
    shingles: frozenset[tuple[str, ...]]


class _Known:
    """The documents' own words and sentences, kept while they are compared with one another."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.own = lru_cache(maxsize=KEPT)(lambda place: _own(documents[place]))
        self.sentences = lru_cache(maxsize=KEPT)(lambda place: _sentences(documents[place]))


def _own(document: Document) -> _Own:
    runs: list[list[str]] = [[]]
    for block in _body(document):
        for number, stretch in enumerate(_outside_quotations(document.text, block)):
            if number:
                runs.append([])  # no shingle bridges a quotation, as they do the blocks: a list's items are short
            runs[-1] += _words(stretch)
    return _Own(sum(map(len, runs)), frozenset(shingle for run in runs for shingle in _shingles(run)))


def _sentences(document: Document) -> tuple[Counter[str], ...]:
    """The words of each sentence outside quotations, and how often they stand there."""
    stretches = (stretch for block in _body(document) for stretch in _outside_quotations(document.text, block))
    cut = (_words(sentence) for stretch in stretches for sentence in _SENTENCE_END.split(stretch))
    return tuple(Counter(words) for words in cut if len(words) >= SENTENCE_WORDS)


def _shingles(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[offset:] for offset in range(SHINGLE)), strict=False)


def _outside_quotations(text: str, block: Block) -> Iterator[str]:
    at = block.start
    for start, end in quotations(text, block.start, block.end):
        yield text[at:start]
        at = end
    yield text[at : block.end]


def _compare(known: _Known, one: int, other: int, agencies: Sequence[str | None]) -> _Link | None:
    """What makes the two documents one origin, if anything does."""
    smaller, larger = sorted((one, other), key=lambda place: (known.own(place).size, place))
    few, many = known.own(smaller), known.own(larger)
    if few.size < SHORT or not few.shingles:
        return None
    share = len(few.shingles & many.shingles) / len(few.shingles)
    if share >= SHARED:
        return _Link(_Kind.COPY, smaller, larger, share)
    if share < LEAST_SHARED:
        return None
    edited = _edited(known.sentences(smaller), known.sentences(larger)) / few.size
    if edited >= EDITED:
        return _Link(_Kind.EDITED, smaller, larger, edited)
    agency = agencies[smaller]
    if agency and agency == agencies[larger]:
        return _Link(_Kind.AGENCY, smaller, larger, share, agency)
    return None


def _edited(few: Sequence[Counter[str]], many: Sequence[Counter[str]]) -> int:
    """How many words stand in sentences of the smaller document that the larger one has in nearly the same words."""
    holders: dict[str, list[int]] = {}
    for number, sentence in enumerate(many):
        for word in sentence:
            holders.setdefault(word, []).append(number)
    found = 0
    for sentence in few:
        rare = sorted(sentence, key=lambda word: (len(holders.get(word, ())), word))
        # So much alike, two sentences share more than half of their words: one of them is in the rarer half.
        rarer = rare[: len(rare) // 2 + 1]
        near = Counter(number for word in rarer for number in holders.get(word, ())[:NEAR])
        if any(_alike(sentence, many[number]) for number, _ in near.most_common(NEAREST)):
            found += sentence.total()
    return found


def _alike(one: Counter[str], other: Counter[str]) -> bool:
    total = one.total() + other.total()
    return 2 * sum(min(count, other[word]) for word, count in one.items()) >= SAME_SENTENCE * total


# --- what to tell the reader -----------------------------------------------------------------------------------


def _reason(links: Iterable[_Link], documents: Sequence[Document]) -> str | None:
    """One clause a kind of link, the plainest first."""
    kinds: dict[_Kind, list[_Link]] = {}
    for link in sorted(links, key=lambda link: link.kind):
        kinds.setdefault(link.kind, []).append(link)
    return "; ".join(_clause(kind, alike, documents) for kind, alike in kinds.items()) or None


def _clause(kind: _Kind, links: Sequence[_Link], documents: Sequence[Document]) -> str:
    if kind is _Kind.FILE:
        return "identical files"
    if kind is _Kind.TEXT:
        return "the same words throughout"
    low, high = (int(100 * limit(link.share for link in links)) for limit in (min, max))
    share = f"{low} %" if low == high else f"{low} to {high} %"
    several = len(links) > 1
    one, other = ("each", "another") if several else _names(documents[links[0].smaller], documents[links[0].larger])
    if kind is _Kind.RETOLD:
        tellers = "several tell" if several else f"{one} and {other} tell"
        return f"{tellers} one report: they share {share} of the words they quote, and most of their figures"
    if kind is _Kind.EDITED:
        return f"{share} of {one} stands, lightly edited, in {other}"
    clause = f"{share} of the wording of {one} stands in {other}"
    if kind is _Kind.COPY:
        return clause
    agencies = " or ".join(sorted({link.agency for link in links if link.agency}))
    return f"{'several' if several else 'both'} credit {agencies}, and {clause}"


def _names(one: Document, other: Document) -> tuple[str, str]:
    """What the reader knows the two documents by: their publishers, or else where they lie."""
    if one.publisher and other.publisher and one.publisher != other.publisher:
        return one.publisher, other.publisher
    return one.path, other.path
