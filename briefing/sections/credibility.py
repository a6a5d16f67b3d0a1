"""Credibility proposed by rule, on the Admiralty scale (NATO AJP-2.1; UK JDP 2-00): 1 confirmed by independent sources,
2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged.

The rule sees who repeats whom, not what is true; so it never proposes 4 or 5, and says what it went by.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model import Credibility, Finding

CONFIRMED = 3
"""Independent origins, none of which another contradicts, for "confirmed"."""
PROBABLE = 2
"""The same for "probably true"."""


def credibility(finding: Finding, claimants: Sequence[str | None]) -> Credibility:
    """`claimants` are those to whom the finding's excerpts give its words, one an excerpt."""
    origins = finding.origins or 0
    held_back = {hedge.kind for hedge in finding.hedges}
    if finding.disputed:
        return Credibility(6, "other documents contradict it")
    if "unverified" in held_back:
        return Credibility(6, "the document says that it was not verified")
    if "doubt" in held_back or "not known" in held_back:
        return Credibility(6, "the document itself holds back")
    if origins < PROBABLE:
        return Credibility(6, "one origin alone says so")
    if len(set(claimants)) == 1 and claimants[0] is not None:
        return Credibility(3, f"{origins} origins hand on the words of one speaker")
    if origins >= CONFIRMED:
        return Credibility(1, f"{origins} independent origins say so, and none contradicts it")
    return Credibility(2, f"{origins} independent origins say so, and none contradicts it")
