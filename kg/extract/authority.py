"""What the authority tables know: names with the candidates they may stand for."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.model import Candidate, Ref
from kg.resources import folder

Row = dict[str, str]
_KINDS = {
    "polities": "polity",
    "peoples": "people",
    "persons": "person",
    "places": "place",
    "organisations": "force",
    "events": "event",
}
_YEAR = re.compile(r"-?\d{1,4}")
_BRACKET = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Era:
    """A reign era: its names, and the years it spans."""

    ref: Ref
    names: tuple[str, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Authority:
    """The tables in memory: every candidate under each of its names, and the eras."""

    names: tuple[tuple[str, Candidate], ...]
    preferred: dict[str, Ref]
    eras: tuple[Era, ...]
    events: tuple[Candidate, ...]


@cache
def load(tables: Path | None = None) -> Authority:
    """The tables of the ontology folder, or of another one; empty where there are none."""
    where = tables or folder("ontology") / "authority" / "tables"
    names: list[tuple[str, Candidate]] = []
    events: list[Candidate] = []
    for stem, kind in _KINDS.items():
        for row in _rows(where / f"{stem}.csv"):
            candidate = _candidate(row, kind)
            names += ((name, candidate) for name in _names(row))
            if kind == "event":
                events.append(candidate)
    known = {str(candidate.ref): candidate for _, candidate in names}
    preferred: dict[str, Ref] = {}
    for row in _rows(where / "ambiguous_names.csv"):
        names += _ambiguous(row, known)
        if row["default"]:
            chosen = [each.ref for each in known.values() if each.ref.slug == row["default"]]
            preferred |= dict.fromkeys([row["name"]], chosen[0]) if chosen else {}
    return Authority(tuple(names), preferred, tuple(_eras(where)), tuple(events))


def _rows(path: Path) -> Iterator[Row]:
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def _ambiguous(row: Row, known: dict[str, Candidate]) -> Iterator[tuple[str, Candidate]]:
    bare = row["name"].removeprefix("Emperor ")
    for slug in row["candidates"].split("|"):
        for kind in row["type"].split("/"):
            if found := known.get(f"{kind}/{slug}"):
                yield row["name"], found
                if bare != row["name"]:
                    yield bare, found


def _names(row: Row) -> Iterable[str]:
    label = row.get("label_en", "")
    cells = [label, row.get("aliases_en", ""), row.get("pinyin", ""), row.get("zh_hant", "")]
    cells += [row.get(each, "") for each in ("zh_hans", "label_zh_hant", "label_zh_hans", "aliases_zh")]
    names = [name for cell in cells for name in cell.split("|") if name]
    names += [_BRACKET.sub("", name) for name in names]
    names += [name.removesuffix("s") for name in names if name.endswith(" Mountains")]
    if "(" not in label and (short := label.split(" of ")[0]) != label and label.startswith("Emp"):
        names += [short, short.removeprefix("Emperor ")]
    return dict.fromkeys(name for name in names if len(name) > 1 or ord(name[0]) > 0x2E7F)


def _candidate(row: Row, kind: str) -> Candidate:
    start, end = _span(row, kind)
    words = (row.get(each, "") for each in ("ruler_of", "served", "polity", "parties", "people", "persons"))
    related = frozenset(each for cell in words for each in cell.split("|") if each)
    form = row.get("class", "")
    return Candidate(
        Ref(kind, row["id"]), row.get("label_en", ""), start, end, related, form, row.get("place", "")
    )


def _span(row: Row, kind: str) -> tuple[int | None, int | None]:
    first, last = {"person": ("birth_year", "death_year"), "event": ("start", "end")}.get(
        kind, ("start_year", "end_year")
    )
    return _year(row.get(first, "")), _year(row.get(last, ""))


def _year(cell: str) -> int | None:
    match = _YEAR.match(cell)
    return int(match.group()) if match else None


def _eras(where: Path) -> Iterator[Era]:
    for row in _rows(where / "eras.csv"):
        names = {row["label"], row["pinyin"], plain(row["pinyin"]), row["zh_hant"], row["zh_hans"]}
        first, last = _year(row["start_year"]), _year(row["end_year"])
        if first is not None and last is not None:
            yield Era(Ref("era", row["id"]), tuple(sorted(names)), first, last)


def plain(name: str) -> str:
    """A name without diacritics, with one kind of apostrophe.

    >>> plain("Yelü Ābǎojī"), plain("Lin’an")
    ('Yelu Abaoji', "Lin'an")
    """
    if name.isascii():
        return name
    bare = "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each))
    return bare.replace("’", "'").replace("ʼ", "'").replace("‘", "'").replace("`", "'").translate(_RINGS)


_RINGS = str.maketrans("", "", "ʿʾʻ")
