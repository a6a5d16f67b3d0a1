"""Where quotations stand in running text, with whatever marks the writer used.

Both the splitting of sentences and the analysis of who said what need this, so it stands below both.
"""

from __future__ import annotations

import re

Span = tuple[int, int]

_MARK = re.compile(
    r"""[“”„«»＂〝〞「」『』"'`](?:  # one set of first characters, so that the search is fast
        (?<=[“”„«»＂〝〞「」『』])
      | (?<=")(?:(?<!\w")|(?!\w))  # no mark of inches, as in 5"x
      | (?<=')'(?:(?<!\w\'\')|(?!\w))
      | (?<=`)`
    )""",
    re.VERBOSE,
)
_OPENING = "“„«「『〝"
_CLOSING = "”»」』〞"


def quotations(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The outermost quotations in `text[start:end]`, marks included, in order.

    A mark of the wrong kind closes a quotation too (“like this"): news copy mixes them. A quotation that is never
    closed, as in one that goes on in the next paragraph, ends with the text.
    """
    end = len(text) if end is None else end
    spans: list[Span] = []
    opened: int | None = None
    depth = 0
    for match in _MARK.finditer(text, start, end):
        if _opens(text, match, start, end, opened is not None):
            if opened is None:
                opened = match.start()
            elif match[0] == "«" or (match[0] in _OPENING and match[0] != text[opened]):  # « is nested in itself
                depth += 1
        elif opened is not None:
            if depth:
                depth -= 1
            else:
                spans.append((opened, match.end()))
                opened = None
    if opened is not None:
        spans.append((opened, end))
    return spans


def _opens(text: str, mark: re.Match[str], start: int, end: int, inside: bool) -> bool:
    kind = mark[0]
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    if kind == "“" and inside:  # closes „German“ quotations, and some typists' English ones
        return before.isspace() and not after.isspace()
    if kind == "”" and not inside:  # opens ”Swedish” quotations
        return before.isspace() and not after.isspace()
    if kind == "»" and not inside:  # opens »German« quotations
        return before.isspace() and not after.isspace()
    if kind == "«" and inside:
        return before.isspace() or before == "("
    if kind in _OPENING:
        return True
    if kind in _CLOSING:
        return False
    if inside or after.isspace():
        return False
    glued = after.isalnum() and not before.isalnum() and before != "="  # ...the end."Then, but no ="attribute"
    return before.isspace() or before in "([{—–-/‘'“" or glued
