"""Credibility proposed by rule, on the Admiralty scale (NATO AJP-2.1; UK JDP 2-00): 1 confirmed by independent sources,
2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged.

The rule sees who repeats whom, not what is true; so it never proposes 4 or 5, and says what it went by. What somebody
is quoted for is not made truer by those who quote it: only another voice that says the same can do that.
"""

from __future__ import annotations

from collections.abc import Iterable

from briefing.model import Credibility, Finding

CONFIRMED = 3
"""Independent origins, none of which another contradicts, for "confirmed"."""
PROBABLE = 2
"""The same for "probably true"; and the voices that must say so of a claim that the documents hand on."""


def credibility(finding: Finding, parties: Iterable[str]) -> Credibility:
    """`parties` are those to whom its excerpts give the words; none where the documents speak for themselves."""
    origins, voices = finding.origins or 0, len(set(parties))
    held_back = {mention.hedge for mention in finding.hedges}
    if finding.disputed:
        return Credibility(6, "other documents contradict it")
    if "unverified" in held_back:
        return Credibility(6, "a document says that it was not verified")
    if "doubt" in held_back or "not known" in held_back:
        return Credibility(6, "a document itself holds back")
    if origins < PROBABLE:
        return Credibility(6, "one origin alone says so")
    if voices == 1:
        return Credibility(3, f"{origins} origins say so, and one speaker alone is named for it")
    if voices:
        return Credibility(2, f"{voices} speakers say so in {origins} origins, and none contradicts it")
    return Credibility(1 if origins >= CONFIRMED else 2, f"{origins} origins say so, and none contradicts it")
