"""Proving a briefing again: every quotation is cut from its document's text and compared with what is printed.

A PDF brings all that takes with it: briefing.json and the texts. For Markdown, HTML and JSON the documents themselves
are read again, and briefing.json is looked for beside the page.

What cannot be noticed: someone who changes data, texts and pages alike, so that they agree. That takes a signature.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html.parser import HTMLParser
from itertools import accumulate, islice
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from briefing.errors import BriefingError, SourceError
from briefing.rendering.charts import label
from briefing.rendering.evidence import JSON, MANIFEST, source_name
from briefing.rendering.filters import plainly
from briefing.rendering.json import SCHEMA
from briefing.rendering.quoting import quote, shown
from briefing.sources import read_one

ABOVE = 3
"""How many folders above a briefing its documents are looked for; the paths in it start at the config's folder."""

LEAST_COPY = 24
"""Characters of a quotation from which a changed copy of it can be told from words that merely resemble it."""

LONGEST_COPY = 2000
"""Characters above which a text may resemble itself; that it stands on the page is known anyhow."""

GRAM = 5
"""Characters that are compared at once when changed copies are looked for."""

ALIKE = 0.5
"""The share of a quotation's grams that makes other words a changed copy of it. One changed character costs five."""

SEEDS = 16
"""Places of a quotation at which a changed copy of it is looked for."""

KNOWN = 12
"""Characters of other words of the data (titles, notes, figures) that are known not to be copies where they stand."""

QUOTED, KNOWN_WORDS, PIECE = b"\1", b"\2", b"\3"
"""What accounts for a character of a page: a quotation, other words of the data, a quotation that pages part."""

HITS = 50
"""Places that are looked at for one seed."""

EDGE = 160
"""Characters at the end and the beginning of a page among which a shorter piece than that is looked for."""
LEAST_PIECE = 20
"""Characters of a quotation that stand alone on a page: two lines, as the style has it, are more."""

SAMPLE = 60
"""Characters of a quotation that a message shows."""


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the result."""

    what: str
    """A document and span, an attachment, the page."""
    holds: bool
    detail: str


class _Quotation(NamedTuple):
    """Words of a document as the data give them."""

    document: str
    start: int
    end: int
    text: str


class _Page(NamedTuple):
    """A page as text, and how a quotation stands in such text."""

    name: str
    parts: Sequence[str]
    """A quotation stands in one part, or goes on from one to the next."""
    printed: Callable[[str], str]
    drawn: bool = False
    """Whether the text was taken from a drawing, where writing from right to left has lost its order."""


def verify(path: Path, folders: Sequence[Path] = ()) -> tuple[Check, ...]:
    """What holds of a briefing and what does not. The documents are looked for in `folders`, or else around the file.

    Raises BriefingError for what cannot be verified at all.
    """
    ending = path.suffix.lower()
    data = _bytes(path)
    folders = folders or (path.absolute().parent, *path.absolute().parent.parents[:ABOVE])
    if ending == ".pdf":
        return tuple(_verify_pdf(path, data, folders))
    texts: dict[str, str] = {}
    if ending == ".json":
        record = _record(path.name, data)
        return tuple(_verify_sources(path, record, folders, texts))
    if ending in _PAGES:
        beside = path.with_name(JSON)
        if not beside.is_file():
            raise BriefingError(f"{path}: there is no {JSON} beside it, which says what it quotes; build it as well")
        record = _record(beside.name, _bytes(beside))
        page = _PAGES[ending](path.name, data.decode(errors="replace"))
        return (*_verify_sources(path, record, folders, texts), *_page(record, page, texts.values()))
    raise BriefingError(f"{path}: a briefing in .pdf, .md, .html or .json can be verified")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BriefingError(f"{path}: cannot be read: {(error.strerror or 'unknown error').lower()}") from error


def _record(name: str, data: bytes) -> dict[str, Any]:
    """briefing.json, as far as it is used here."""
    try:
        value = json.loads(data)
        if value["schema"] != SCHEMA:
            raise BriefingError(f"{name}: written by another version of the program ({value['schema']})")
        words = [value["build"]]
        for document in value["documents"]:
            words += [document["id"], document["path"], document["sha256"], document["text_sha256"]]
        for section in value["sections"]:
            words += [finding[key] for finding in section["findings"] for key in ("id", "text")]
            words += [version["text"] for version in section.get("figures") or ()]
        _must(all(isinstance(word, str) for word in words), "something else where words should be")
        list(_quotations(value))
        list(_printed(value))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise BriefingError(f"{name}: not the data of a briefing ({type(error).__name__}: {error})") from error
    return dict(value)


def _must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)


# --- where the documents' texts come from ----------------------------------------------------------------------


def _verify_pdf(path: Path, data: bytes, folders: Sequence[Path]) -> Iterator[Check]:
    """From what is attached; the original files only add to it where they are at hand."""
    from briefing._pdf_reader import read_pdf

    try:
        pages, files = read_pdf(data)
    except BriefingError as error:
        raise BriefingError(f"{path}: {error}") from error
    if JSON not in files:
        raise BriefingError(f"{path}: nothing to verify it by: it has no {JSON} attached")
    record = _record(JSON, files[JSON])
    yield from _manifest(files)
    texts = {}
    for document in _cited(record):
        name = source_name(document["id"])
        if name not in files:
            yield Check(name, False, f"not attached: the text of {document['path']}")
            continue
        texts[document["id"]] = files[name].decode("utf-8", "surrogatepass" if _is_text(files[name]) else "replace")
        same = sha256(files[name]).hexdigest() == document["text_sha256"]
        yield Check(name, same, f"the text of {document['path']} " + ("is" if same else "is not") + " as recorded")
    yield from _spans(record, texts)
    for document in _cited(record):
        if original := _original(document, folders):
            yield _hash(document, original)
    yield from _page(record, _Page("pages", [_squeezed(page) for page in pages], _squeezed, True), texts.values())


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _manifest(files: Mapping[str, bytes]) -> Iterator[Check]:
    """Whether the attachments are those that the manifest lists, each as it was."""
    try:
        listed = dict(json.loads(files[MANIFEST])["files"])
    except (ValueError, TypeError, LookupError, RecursionError):
        yield Check(MANIFEST, False, "missing, or not a list of attachments")
        return
    for name in sorted({*listed, *files} - {MANIFEST}):
        if name not in files:
            yield Check(name, False, "listed in the manifest and not attached")
        elif name not in listed:
            yield Check(name, False, "attached and not listed in the manifest")
        else:
            same = sha256(files[name]).hexdigest() == listed[name]
            yield Check(name, same, "attached as listed" if same else "not what the manifest lists: it was changed")


def _verify_sources(
    path: Path, record: dict[str, Any], folders: Sequence[Path], texts: dict[str, str]
) -> Iterator[Check]:
    """From the original files, whose texts are put into `texts`."""
    found = {document["id"]: _original(document, folders) for document in _cited(record)}
    if found and not any(found.values()):
        raise BriefingError(f"{path}: none of its documents is at hand; name their folder with --sources")
    for document in _cited(record):
        original = found[document["id"]]
        if original is None:
            yield Check(document["path"], False, "not found; name its folder with --sources")
            continue
        yield _hash(document, original)
        try:
            texts[document["id"]] = read_one(original).text
        except SourceError as error:
            yield Check(document["path"], False, f"cannot be read: {error.reason}")
    yield from _spans(record, texts)


def _hash(document: Mapping[str, Any], original: Path) -> Check:
    same = sha256(_bytes(original)).hexdigest() == document["sha256"]
    return Check(document["path"], same, "the file is as recorded" if same else "the file was changed")


def _original(document: Mapping[str, Any], folders: Sequence[Path]) -> Path | None:
    """The document's file: one with the recorded content where there are several, for the first folder may be another
    project's."""
    parts = PurePosixPath(document["path"]).parts
    tails = [PurePosixPath(*parts[start:]) for start in range(len(parts))]
    found = [path for folder in folders for tail in tails if (path := folder / tail).is_file()]
    return next((path for path in found if _hash(document, path).holds), next(iter(found), None))


def _cited(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    quoted = {quotation.document for quotation in _quotations(record)}
    return [document for document in record["documents"] if document["id"] in quoted]


# --- quotations against texts ----------------------------------------------------------------------------------


def _quotations(value: Any, document: str | None = None) -> Iterator[_Quotation]:
    """Whatever the data give with a span: citations, figures, hedges, dates. What names no document is of the one that
    is spoken of."""
    if isinstance(value, list):
        for item in value:
            yield from _quotations(item, document)
    elif isinstance(value, dict):
        if value.get("citations"):
            document = value["citations"][0]["document"]
        document = value.get("document", document)
        if {"start", "end", "text"} <= value.keys():
            start, end, text = value["start"], value["end"], value["text"]
            _must(isinstance(document, str), "a quotation without a document")
            _must(type(start) is type(end) is int, "a span that is no span")
            _must(isinstance(text, str), "a quotation without words")
            yield _Quotation(str(document), start, end, text)
        for inner in value.values():
            yield from _quotations(inner, document)


def _spans(record: Mapping[str, Any], texts: Mapping[str, str]) -> Iterator[Check]:
    """Every quotation against its document; those that hold are counted, those that do not are told."""
    paths = {document["id"]: document["path"] for document in record["documents"]}
    held = dict.fromkeys(texts, 0)
    for one in dict.fromkeys(_quotations(record)):
        place = f"{paths.get(one.document, one.document)} {one.start}-{one.end}"
        if one.document not in paths:
            yield Check(place, False, "of a document that the data do not list")
        elif one.document in texts:
            cut = texts[one.document][max(one.start, 0) : max(one.end, 0)]
            held[one.document] += cut == one.text
            if cut != one.text:
                yield Check(place, False, _differ("recorded", one.text, "the document has", cut))
    for id, number in held.items():
        yield Check(paths[id], True, f"{number} quotation{'' if number == 1 else 's'} as the document has them")
    for section in record["sections"]:
        for finding in section["findings"]:
            first = finding["citations"][0]["text"] if finding["citations"] else ""
            if finding["text"] != first:
                detail = _differ("recorded", finding["text"], "its citation has", first)
                yield Check(f"finding {finding['id']}", False, detail)


def _differ(one: str, expected: str, other: str, found: str) -> str:
    """Both texts around the first place at which they part."""
    same = next((i for i, (a, b) in enumerate(zip(expected, found, strict=False)) if a != b), None)
    at = min(len(expected), len(found)) if same is None else same
    start = max(at - SAMPLE // 2, 0)
    return f"{one} {_sample(expected, start)}, {other} {_sample(found, start)}"


def _sample(text: str, start: int) -> str:
    cut = text[start : start + SAMPLE]
    before, after = "…" if start else "", "…" if start + SAMPLE < len(text) else ""
    return f"“{before}{cut}{after}”" if text else "nothing"


# --- quotations against pages ----------------------------------------------------------------------------------


def _printed(record: Mapping[str, Any]) -> Iterator[_Quotation]:
    """What the pages print: each wording of a finding but those that differ from its first by marks alone, and what
    stands among the gaps."""
    for section in record["sections"]:
        for finding in section["findings"]:
            cited = list(_citations(finding["citations"]))
            yield from (one for one in cited if one is cited[0] or plainly(one.text) != plainly(cited[0].text))
        yield from _citations([gap["citation"] for gap in section["gaps"] if gap["citation"]])


def _citations(values: Iterable[Mapping[str, Any]]) -> Iterator[_Quotation]:
    for one in values:
        yield _Quotation(one["document"], one["start"], one["end"], one["text"])


def _page(record: Mapping[str, Any], page: _Page, texts: Collection[str]) -> Iterator[Check]:
    """What a page prints against the data: its build, the hashes of its sources, its quotations, and no copy of one
    that was changed. `texts` are the documents', whose paragraphs may stand around a quotation."""
    whole = "".join(page.parts)
    paths = {document["id"]: document["path"] for document in record["documents"]}
    if page.printed(record["build"]) not in whole:
        yield Check(page.name, False, "it does not name the build of the data: another edition, or changed")
    for document in _cited(record):
        if page.printed(document["sha256"]) not in whole:
            yield Check(page.name, False, f"it does not print the recorded sha256 of {document['path']}")
    quoted = list({page.printed(one.text): one for one in _printed(record)}.items())
    ordered = [text for text, _ in quoted if not _unordered(page, text)]
    copies = _changed_copies(page, ordered, _known([*_strings(record), *_labels(record), *texts], page))
    held = 0
    for text, one in quoted:
        place = f"{page.name}: {paths.get(one.document, one.document)} {one.start}-{one.end}"
        stands = _has_words(whole, one.text) if _unordered(page, text) else _stands(text, page.parts)
        held += stands and text not in copies
        if text in copies:
            yield Check(place, False, _differ("recorded", text, "printed", copies[text]))
        elif not stands:
            yield Check(place, False, f"not printed: {_sample(text, 0)}")
    yield Check(page.name, held == len(quoted), f"{held} of {len(quoted)} quotations printed as recorded")


def _unordered(page: _Page, text: str) -> bool:
    return page.drawn and any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)


def _has_words(page: str, text: str) -> bool:
    """Whether each word stands somewhere on the page."""
    return all(_squeezed(word) in page for word in re.findall(r"\w+", text))


def _stands(text: str, parts: Sequence[str]) -> bool:
    """Whether a part holds the text, or its beginning, and the next one the rest."""
    if any(text in part for part in parts):
        return True
    for index in range(len(parts) - 1):
        rest = text
        for part in parts[index:]:
            done = _longest_beginning(rest, part)
            if not done:
                break
            rest = rest[done:]
            if not rest:
                return True
    return False


def _longest_beginning(text: str, part: str) -> int:
    """How many characters of the text's beginning stand in the part. What holds a beginning holds every shorter one."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text[:middle] in part else (low, middle - 1)
    return low


_PARTS = (re.compile(r"\n\s*\n"), re.compile("\n"), re.compile('(?<=[.!?"”’)])\\s+'))


def _known(words: Iterable[str], page: _Page) -> list[str]:
    """The words of data and documents that are no quotations, and may stand on the page for themselves: paragraphs,
    lines, which may be paragraphs too, and sentences, for a page may end within a paragraph."""
    parts = (part for text in words for mark in _PARTS for part in mark.split(text))
    return [text for text in dict.fromkeys(map(page.printed, parts)) if len(text) >= KNOWN]


def _labels(record: Mapping[str, Any]) -> Iterator[str]:
    """The figures as charts name them: of long ones the beginning."""
    for section in record["sections"]:
        yield from (label(version["text"]) for version in section.get("figures") or ())


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def _changed_copies(page: _Page, quotations: Sequence[str], known: Sequence[str]) -> dict[str, str]:
    """The quotations of which the page holds a copy that differs a little: what most of its words say, word for word,
    where neither a quotation nor anything else of the data stands."""
    whole = "".join(page.parts)
    taken = bytearray(len(whole))
    for mark, texts in ((KNOWN_WORDS, known), (QUOTED, quotations)):
        for text in filter(None, texts):
            for start in _places(whole, text, len(text)):
                taken[start : start + len(text)] = mark * len(text)
    ends = list(accumulate(map(len, page.parts)))
    copies: dict[str, str] = {}
    for text in quotations:  # first what a page break has taken apart, for the pieces of one may look like another
        for hit, offset in _alike(whole, taken, text) if len(text) <= LONGEST_COPY else ():
            if piece := _goes_on(whole, taken, ends, text, hit, offset):
                taken[piece.start : piece.stop] = PIECE * len(piece)
    for text in quotations:
        if not LEAST_COPY <= len(text) <= LONGEST_COPY:
            continue
        if not page.drawn and (at := _grown(whole, text, known)) is not None:
            copies[text] = whole[max(at - 1, 0) : at + len(text) + 1]
        for hit, offset in _alike(whole, taken, text):
            seed = text[offset : offset + 2 * GRAM]
            neighbours = ((one, one.find(seed)) for one in known if seed in one)  # a neighbour that the page breaks
            pieces = (_goes_on(whole, taken, ends, one, hit, at) for one, at in neighbours)
            if piece := next(filter(None, pieces), None):
                taken[piece.start : piece.stop] = PIECE * len(piece)
                continue
            start = max(hit - offset, 0)
            copies[text] = whole[start : start + len(text)]
            break
    return copies


def _goes_on(whole: str, taken: bytearray, ends: Sequence[int], text: str, hit: int, offset: int) -> range | None:
    """Where the words stand that are as much of the text as one part holds, if the parts beside it hold the rest."""
    part = bisect(ends, hit)
    first = ends[part - 1] if part else 0
    here = whole[max(first, hit - offset) : ends[part]]
    at = hit - max(first, hit - offset)
    before = _same(text[:offset][::-1], here[:at][::-1])
    after = _same(text[offset:], here[at:])
    rests = (text[: offset - before], part - 1), (text[offset + after :], part + 1)
    broken = any(rest for rest, _ in rests) and all(
        not rest
        or (len(rest) >= LEAST_PIECE and _rest_stands(whole, taken, ends, rest, other))
        or rest in _edge(whole, ends, other, other < part)
        for rest, other in rests
    )
    return range(hit - before, hit + after) if broken else None


def _edge(whole: str, ends: Sequence[int], part: int, end: bool) -> str:
    """The last words of a part, with its running foot, or the first ones, with its running head: few as they are, there
    they can be the piece of a quotation that the page breaks."""
    if not 0 <= part < len(ends):
        return ""
    start = ends[part - 1] if part else 0
    return whole[max(start, ends[part] - EDGE) : ends[part]] if end else whole[start : min(start + EDGE, ends[part])]


def _same(one: str, other: str) -> int:
    """How many characters both begin with."""
    shorter = min(len(one), len(other))
    return next((i for i in range(shorter) if one[i] != other[i]), shorter)


def _rest_stands(whole: str, taken: bytearray, ends: Sequence[int], rest: str, part: int) -> bool:
    """Whether a part holds the rest of a text, not as words of a whole one. A part may be shorter than the rest."""
    if not 0 <= part < len(ends):
        return False
    start = ends[part - 1] if part else 0
    if len(rest) > ends[part] - start:
        return True
    return any(taken[start + at] in (0, PIECE[0]) for at in _places(whole[start : ends[part]], rest))


def _grown(page: str, text: str, known: Sequence[str]) -> int | None:
    """Where a letter or digit adjoins the words: every template sets a quotation apart, but for the text of a document
    that runs on so itself ("the quay.At noon")."""
    for start in _places(page, text):
        before, end = max(start - 1, 0), start + len(text)
        grown = [page[before:end]] if page[before:start].isalnum() else []
        grown += [page[start : end + 1]] if page[end : end + 1].isalnum() else []
        if any(all(longer not in other for other in known) for longer in grown):
            return start
    return None


def _alike(page: str, taken: bytearray, text: str) -> Iterator[tuple[int, int]]:
    """Where words like these stand on the page that nothing accounts for: a place there and the same in the text."""
    grams = _grams(text)
    looked_at: set[int] = set()
    for offset in range(0, len(text) - 2 * GRAM + 1, max((len(text) - 2 * GRAM) // SEEDS, 1)):
        for hit in islice(_places(page, text[offset : offset + 2 * GRAM]), HITS):
            start = max(hit - offset, 0)
            if not taken[hit] and not looked_at.intersection(range(start - GRAM, start + GRAM + 1)):
                looked_at.add(start)
                found = _grams(page[start : start + len(text)], taken[start : start + len(text)])
                if len(grams & found) >= ALIKE * len(grams):
                    yield hit, offset


def _grams(text: str, taken: bytes | bytearray = b"") -> set[str]:
    """Those that do not begin in a quotation."""
    free = (i for i in range(len(text) - GRAM + 1) if taken[i : i + 1] not in (QUOTED, PIECE))
    return {text[i : i + GRAM] for i in free}


def _places(page: str, text: str, step: int = 1) -> Iterator[int]:
    start = page.find(text)
    while start >= 0:
        yield start
        start = page.find(text, start + step)


# --- pages as text ---------------------------------------------------------------------------------------------

_NO_MATTER = re.compile("[\\s\u00ad\u0e4d\u0ecd\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff]+")
"""White space, and what has no shape of its own: a PDF has lines and shapes."""

_HYPHENS = str.maketrans("\u2010\u2011", "--")
"""Fonts draw them by one shape, of which a PDF tells one character."""


def _squeezed(text: str) -> str:
    return _NO_MATTER.sub("", unicodedata.normalize("NFKC", shown(text)).translate(_HYPHENS))


def _markdown(name: str, text: str) -> _Page:
    return _Page(name, [text], quote)


def _html(name: str, text: str) -> _Page:
    reader = _Words()
    reader.feed(text)
    reader.close()
    return _Page(name, [shown("".join(reader.words))], shown)


class _Words(HTMLParser):
    """The words of a page, without its styles and scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._hidden += tag in ("style", "script")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("style", "script") and self._hidden > 0

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)


_PAGES: dict[str, Callable[[str, str], _Page]] = {".md": _markdown, ".html": _html}
"""File name ending → how the page is read."""
