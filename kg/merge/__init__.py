"""Conflicts between documents: what each may say alone, but not all together."""

from kg.merge.settling import settle, unsound
from kg.merge.violations import FOCUS, violations
from kg.merge.watch import Watch

__all__ = ["FOCUS", "Watch", "settle", "unsound", "violations"]
