"""Questions kept as .rq files: found by name, explained in their front matter, given values as RDF terms.

A file begins with one comment that says what it answers, then a YAML front matter in comments between two
lines `# ---`. A question with parameters holds one inline data block, `VALUES (?a ?b) { (… …) }` on a line
of its own, with the defaults of its parameters in their order. So each file is a complete query for any
SPARQL engine, and binding other values means another row in the block that the language has for values.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, TypedDict, cast

import pyoxigraph as rdf
import yaml

from kg.errors import BadParameter, BadQueryFile, UnknownQuery
from kg.resources import folder
from kg.terms import PREFIXES, term

Datatype = Literal["iri", "string", "year", "integer", "date", "decimal"]
Bound = rdf.NamedNode | rdf.Literal | None
"""A value for a parameter; None leaves it open, so that anything matches."""

_DATATYPES: Final[tuple[Datatype, ...]] = ("iri", "string", "year", "integer", "date", "decimal")
_RULES: Final[Mapping[Datatype, str]] = MappingProxyType(
    {
        "iri": "an IRI such as http://localhost:8080/id/person/yue-fei, or its end, id/person/yue-fei",
        "string": "a line of up to 1000 characters",
        "year": "a year of up to four digits, such as 1126",
        "integer": "a whole number of up to nine digits",
        "date": "a day such as 1126-01-09",
        "decimal": "a number such as 0.75",
    }
)
_LONGEST: Final = 1000


class _FrontMatter(TypedDict, total=False):
    title: Mapping[str, str]
    explanation: str
    parameters: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question lets the asker choose; an empty `default` leaves it open."""

    name: str
    datatype: Datatype
    default: str
    description: str

    def read(self, given: str, base: str = "") -> Bound:
        """The term that somebody's input means; relative IRIs are completed with `base`.

        >>> Parameter("from", "year", "1100", "first year").read("1005")
        <Literal value=1005 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#integer>>
        """
        text = given.strip()
        if not text:
            return None
        try:
            return _term(self.datatype, text, base)
        except (ValueError, KeyError) as error:
            raise BadParameter(
                f"{self.name} is {text[:80]!r}; it must be {_RULES[self.datatype]}. "
                f"What it means: {self.description}."
            ) from error


@dataclass(frozen=True, slots=True)
class Query:
    """A question with its name, what it says of itself, and its SPARQL text."""

    name: str
    question: str
    title: str
    title_zh: str
    explanation: str
    parameters: tuple[Parameter, ...]
    text: str

    def terms(self, given: Mapping[str, str], base: str) -> dict[str, Bound]:
        """A term for every parameter, from the asker's strings and else from the defaults."""
        known = {parameter.name for parameter in self.parameters}
        unknown = sorted(given.keys() - known)
        if unknown:
            takes = f"It takes: {', '.join(sorted(known))}." if known else "It takes none."
            raise BadParameter(f"The question {self.name} has no parameter {unknown[0]!r}. {takes}")
        return {each.name: each.read(given.get(each.name, each.default), base) for each in self.parameters}

    def bound(self, *rows: Mapping[str, Bound]) -> str:
        """The text with these values in its inline data block; a parameter left out of a row is open."""
        names = [parameter.name for parameter in self.parameters]
        data = " ".join(f"({' '.join(_spelled(row.get(name)) for name in names)})" for row in rows)
        return _block(names).sub(lambda found: f"{found[1]} {data} }}", self.text) if names else self.text


def load(name: str, path: Path | None = None) -> Query:
    """The question of this name, from the public folder or another one."""
    known = _library(path or folder("queries"))
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=3, cutoff=0.5) or sorted(known)
    raise UnknownQuery(f"No question is named {name[:80]!r}. Known: {', '.join(near)}.")


def all(path: Path | None = None) -> tuple[Query, ...]:  # noqa: A001  # read as queries.all()
    """Every question of a folder by name."""
    return tuple(_library(path or folder("queries")).values())


def read(path: Path) -> Query:
    """The question that one file holds."""
    text = path.read_text(encoding="utf-8")
    question, _, rest = text.partition("\n")
    front = _front_matter(path, rest)
    parameters = tuple(_parameters(path, front.get("parameters", {})))
    if parameters and not _block([each.name for each in parameters]).search(text):
        names = " ".join(f"?{each.name}" for each in parameters)
        raise BadQueryFile(f"{path} has parameters but no line VALUES ({names}) {{ (…) }}; add it.")
    title = front.get("title", {})
    explanation = " ".join(front.get("explanation", "").split())
    spoken = question.removeprefix("#").strip()
    return Query(path.stem, spoken, title.get("en", ""), title.get("zh", ""), explanation, parameters, text)


@cache
def _library(path: Path) -> Mapping[str, Query]:
    return MappingProxyType({each.stem: read(each) for each in sorted(path.glob("*.rq"))})


def _front_matter(path: Path, text: str) -> _FrontMatter:
    """The comment lines between the first two `# ---` as YAML, every scalar a string."""
    found = re.match(r"# ---\n((?:#.*\n)*?)# ---\n", text)
    lines = [line.removeprefix("#").removeprefix(" ") for line in found[1].splitlines()] if found else []
    try:
        front = yaml.load("\n".join(lines), Loader=yaml.BaseLoader)  # noqa: S506  # builds strings only
    except yaml.YAMLError as error:
        raise BadQueryFile(f"{path}: its front matter is not YAML ({error}); correct it there.") from error
    return cast("_FrontMatter", front or {})


def _parameters(path: Path, listed: Mapping[str, Mapping[str, str]]) -> Iterator[Parameter]:
    for name, said in listed.items():
        datatype = next((each for each in _DATATYPES if each == said.get("datatype")), None)
        if datatype is None:
            raise BadQueryFile(
                f"{path}: parameter {name} is of type {said.get('datatype')!r}; "
                f"known types are {', '.join(_DATATYPES)}."
            )
        yield Parameter(name, datatype, said.get("default", ""), said.get("description", ""))


def _block(names: list[str]) -> re.Pattern[str]:
    """The inline data block of these parameters up to its rows, and the rows."""
    variables = r"\s+".join(rf"\?{re.escape(name)}" for name in names)
    return re.compile(rf"^(\s*VALUES \({variables}\) \{{) \(.*\) \}}$", re.MULTILINE)


def _term(datatype: Datatype, text: str, base: str) -> rdf.NamedNode | rdf.Literal:
    match datatype:
        case "iri":
            return _iri(text, base)
        case "year" if re.fullmatch(r"-?[0-9]{1,4}", text):
            return rdf.Literal(str(int(text)), datatype=term("xsd:integer"))
        case "integer" if re.fullmatch(r"-?[0-9]{1,9}", text):
            return rdf.Literal(str(int(text)), datatype=term("xsd:integer"))
        case "date":
            return rdf.Literal(date.fromisoformat(text).isoformat(), datatype=term("xsd:date"))
        case "decimal" if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", text):
            return rdf.Literal(text, datatype=term("xsd:decimal"))
        case "string" if len(text) <= _LONGEST and text.isprintable():
            return rdf.Literal(text)
    raise ValueError(text)


def _iri(text: str, base: str) -> rdf.NamedNode:
    prefix = text.partition(":")[0]
    if text.startswith("id/"):
        return rdf.NamedNode(base + text)
    return term(text) if prefix in PREFIXES else rdf.NamedNode(text)


def _spelled(value: Bound) -> str:
    return "UNDEF" if value is None else str(value)
