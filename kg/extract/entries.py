"""Files of entries that curators write, each entry with the line at which it begins."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.errors import BadFrame


def entries(path: Path, key: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The entries `[[key]]` of a file, each behind the words that lead to it: "mine.toml, line 3"."""
    text = _text(path)
    found = _found(text, path.name, key)
    beginning = re.compile(rf"\s*\[\[\s*{key}\s*\]\]")
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if beginning.match(line)]
    for number, entry in enumerate(found):
        yield f"{path.name}, line {lines[number]}" if len(lines) == len(found) else path.name, entry


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadFrame(f"{path.name} is not UTF-8 at byte {error.start}. Save it as UTF-8.") from error


def _found(text: str, file: str, key: str) -> list[Mapping[str, object]]:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadFrame(f"{file} is not TOML: {error}. Correct that line.") from error
    found = content.pop(key, [])
    if content:
        raise BadFrame(f"{file} has {next(iter(content))!r} outside of any {key}. Begin each with [[{key}]].")
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise BadFrame(f"{file}: {key} is {found!r}. Begin each {key} with [[{key}]] on a line of its own.")
    return found
