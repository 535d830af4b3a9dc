"""Shapes to findings: fast over our own store, complete over anybody's files."""

from kg.shacl.fast import Shapes, findings
from kg.shacl.full import Report, report

__all__ = ["Report", "Shapes", "findings", "report"]
