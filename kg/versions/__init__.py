"""Stage a version beside the published one, publish it by one rename, roll back by the same."""

from kg.versions.folder import Lent, Versions
from kg.versions.staging import Staging

__all__ = ["Lent", "Staging", "Versions"]
