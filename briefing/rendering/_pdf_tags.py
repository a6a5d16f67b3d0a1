"""What WeasyPrint 70 leaves to do for people who have a PDF read to them; called by the child process of pdf.py.

Its tree of tags is good. It does not say which way a table's heads look and where in the tree they are found by name,
describes a link by the name of its target, gives the place of a figure in pixels from the top, and marks running heads
as text that belongs to no part of the document, where PDF/UA-1 wants artifacts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

POINTS = 0.75
"""In a pixel of CSS."""


def mend(document: Any, pdf: Any) -> None:
    """`document` is WeasyPrint's, laid out; `pdf` is what it makes of that, not yet written."""
    if "StructTreeRoot" not in pdf.catalog:
        return
    for page in document.pages:
        _describe_links(page)
    _place_figures(pdf, {page: one.height for page, one in zip(pdf.page_references, document.pages, strict=True)})
    _direct_heads(pdf)
    _set_running_heads_apart(document, pdf)


def _describe_links(page: Any) -> None:
    import pydyf

    for box in page._page_box.descendants():
        words = " ".join("".join(box.element.itertext()).split()) if box.link_annotation else ""
        if words:
            box.link_annotation["Contents"] = pydyf.String(_description(words))


def _description(words: str) -> str:
    """What a link says where its brackets and place cannot: [3] is a source, a bare 3 a finding."""
    if source := re.fullmatch(r"\[(\d+)\]", words):
        return f"Source {source[1]}"
    return f"Finding {words}" if words.isdecimal() else words


def _place_figures(pdf: Any, heights: Mapping[bytes, float]) -> None:
    for figure in _elements(pdf, "/Figure"):
        height = heights[figure["Pg"]]
        left, top, right, bottom = figure["A"]["BBox"]
        figure["A"]["BBox"][:] = [edge * POINTS for edge in (left, height - bottom, right, height - top)]


def _direct_heads(pdf: Any) -> None:
    import pydyf

    named = {}
    for head in _elements(pdf, "/TH"):
        group = _object(pdf, _object(pdf, head["P"])["P"])
        head["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"
        if "ID" in head:
            named[head["ID"].string] = head
    pairs = (item for _, head in sorted(named.items()) for item in (head["ID"], head.reference))
    if named:
        _object(pdf, pdf.catalog["StructTreeRoot"])["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(pairs)})


def _set_running_heads_apart(document: Any, pdf: Any) -> None:
    """What is marked and stands nowhere in the tree is a running head or foot: WeasyPrint leaves nothing else out."""
    import pydyf

    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    in_tree = set(_below(pdf, root))
    numbers = _object(pdf, root["ParentTree"])["Nums"]
    for number, page in enumerate(document.pages):
        owners = numbers[2 * number + 1]
        apart = [mcid for mcid, owner in enumerate(owners) if owner not in in_tree]
        kinds = dict(zip(apart, _kinds(page), strict=False))
        operators = _object(pdf, _object(pdf, pdf.page_references[number])["Contents"]).stream
        for at, operator in enumerate(operators):
            if operator == b"BDC" and operators[at - 1].get("MCID") in kinds:
                kind = kinds[operators[at - 1]["MCID"]]
                operators[at - 2 : at] = "/Artifact", pydyf.Dictionary({"Type": "/Pagination", "Subtype": kind})
        for mcid in kinds:
            owners[mcid] = "null"


def _kinds(page: Any) -> Iterator[str]:
    """Of each line in a page's margins, in the order of drawing: the head's or the foot's."""
    for margin in page._page_box.children:
        if hasattr(margin, "at_keyword"):
            lines = sum(hasattr(box, "text") for box in margin.descendants())
            yield from ["/Header" if "top" in margin.at_keyword else "/Footer"] * lines


def _below(pdf: Any, element: Any) -> Iterator[bytes]:
    """The references of all that hangs below an element of the tree."""
    waiting = [element]
    while waiting:
        for kid in waiting.pop().get("K", ()):
            if isinstance(kid, bytes):  # and not the number of marked content
                yield kid
                waiting.append(_object(pdf, kid))


def _elements(pdf: Any, kind: str) -> list[Any]:
    return [thing for thing in pdf.objects if isinstance(thing, dict) and thing.get("S") == kind]


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
