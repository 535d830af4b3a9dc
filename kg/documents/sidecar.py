"""What a curator says about a document, in a TOML file beside it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from kg.documents.opening import opened, shown
from kg.documents.reading import Malformed, Metadata
from kg.errors import UnreadableDocument

LARGEST_SIDECAR: Final = 100_000
"""Bytes that a sidecar may have."""

KEYS: Final = tuple(field.name for field in fields(Metadata))
SLUG: Final = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGE: Final = re.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")

_RULES: Final = {
    "id": (SLUG, "lower-case letters a to z, digits and single hyphens, as in fragile-peace-song-jin"),
    "language": (LANGUAGE, "a language tag, as in en or zh-Hant"),
    "sha256": (re.compile("[0-9A-Fa-f]{64}"), "the 64 hexadecimal digits that sha256sum prints"),
}


def metadata(path: Path) -> Metadata:
    """A sidecar's fields, each checked."""
    text, _ = opened(path, largest=LARGEST_SIDECAR)
    try:
        return _checked(_parsed(text))
    except Malformed as fault:
        raise UnreadableDocument(f"{shown(path)} {fault}") from fault


def _parsed(text: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Malformed(f'is not TOML: {error}; write one key = "value" a line.') from error


def _checked(given: Mapping[str, object]) -> Metadata:
    values: dict[str, str] = {}
    for key, value in given.items():
        if key not in KEYS:
            raise Malformed(_unknown(key))
        if not isinstance(value, str):
            raise Malformed(f'gives {key} a value that is no string; write {key} = "…".')
        if value and key in _RULES and not _RULES[key][0].fullmatch(value):
            raise Malformed(f"gives {key} as {value!r}; it must be {_RULES[key][1]}.")
        values[key] = value
    return Metadata(**values)


def _unknown(key: str) -> str:
    near = get_close_matches(key, KEYS, n=1)
    remedy = f"did you mean '{near[0]}'?" if near else f"the keys are {', '.join(sorted(KEYS))}."
    return f"has the unknown key '{key}'; {remedy}"
