"""Stage 3: topics and documents → sections, each with its findings, answers and gaps, and what stands behind them."""

from __future__ import annotations

from briefing.sections.build import build_sections
from briefing.sections.corroboration import corroborate
from briefing.sections.explain import explain, search

__all__ = ["build_sections", "corroborate", "explain", "search"]
