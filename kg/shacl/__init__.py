"""Shapes to findings: fast over our own store, complete over anybody's files."""

from kg.shacl.fast import Shapes, findings
from kg.shacl.full import Report, report
from kg.shacl.reads import Reads

__all__ = ["Reads", "Report", "Shapes", "findings", "report"]
