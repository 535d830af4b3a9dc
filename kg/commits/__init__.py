"""Writes: each is staged, judged by the shapes as a whole, and published as a version, or refused."""

from kg.commits.commit import Commit, Condition, Signed, anyhow, commit, expecting
from kg.commits.history import history
from kg.commits.judging import WriteInvalid
from kg.commits.payload import FORMATS
from kg.commits.work import Delete, Payload, Post, Put, Update, Work

__all__ = [
    "FORMATS",
    "Commit",
    "Condition",
    "Delete",
    "Payload",
    "Post",
    "Put",
    "Signed",
    "Update",
    "Work",
    "WriteInvalid",
    "anyhow",
    "commit",
    "expecting",
    "history",
]
