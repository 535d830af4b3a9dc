"""Shapes to findings: fast over our own store, complete over anybody's files."""

from kg.shacl.fast import Shapes, findings
from kg.shacl.focus import Focus
from kg.shacl.full import Report, report
from kg.shacl.reads import Reads

__all__ = ["Focus", "Reads", "Report", "Shapes", "findings", "report"]
