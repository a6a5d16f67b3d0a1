"""Stage 3: topics and documents → sections, each with its findings, answers and gaps."""

from __future__ import annotations

from briefing.sections.build import build_sections
from briefing.sections.explain import explain, search

__all__ = ["build_sections", "explain", "search"]
