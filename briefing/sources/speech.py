"""Verbs by which words are given to a speaker, for telling where text and quotations go on."""

from __future__ import annotations

from briefing.lexicon import cached, table


@cached
def reporting_verbs() -> frozenset[str]:
    """All forms of the verbs in lexicon/speech.yaml: "said", "asks", "warned"."""
    groups = ("neutral", "claim", "question", "stance")
    return frozenset(form for group in groups for forms in table("speech")[group].values() for form in forms)
