"""What `briefing search` and `briefing why` print: sentences with their scores and the reasons, for tuning a config."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model import Explanation, Hit, Sentence
from briefing.rendering.quoting import shown


def render_hits(hits: Sequence[Hit], limit: int) -> str:
    """The best `limit` sentences, best first; a `+` marks those with score enough to be printed."""
    lines = []
    for hit in hits[:limit]:
        lines.append(f"{'+' if hit.enough else ' '} {hit.score:.2f}  {shown(hit.sentence.text)}")
        lines.append(f"          {_place(hit.sentence)}  {_shares(hit.reasons)}")
    if len(hits) > limit:
        lines.append(f"{len(hits) - limit} more sentences score less")
    return "\n".join(lines) if lines else "no sentence speaks to these words"


def render_explanation(explanation: Explanation) -> str:
    """What became of one sentence, each signal's share of its score, and what would change that."""
    hit = explanation.hit
    score = f"{hit.score:.2f}" if hit else "0"
    lines = [
        shown(explanation.sentence.text),
        f"  {_place(explanation.sentence)}",
        f"  {explanation.verdict}",
        f"  score {score}; it takes {explanation.least:.2f} to be printed",
        *(f"    {share:.2f}  {name}" for name, share in (_told(hit.reasons) if hit else ())),
        "  to change that, in the config:",
        *(f"    {change}" for change in explanation.changes),
    ]
    return "\n".join(lines)


def _place(sentence: Sentence) -> str:
    return f"{sentence.document.path} {sentence.start}-{sentence.end}"


def _shares(reasons: Sequence[tuple[str, float]]) -> str:
    return ", ".join(f"{name} {share:.2f}" for name, share in _told(reasons))


def _told(reasons: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """The shares that two decimals can show."""
    return [(name, share) for name, share in reasons if share >= 0.005]
