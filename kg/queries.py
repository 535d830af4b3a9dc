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

from kg.dataset import Kind
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
_RULES_ZH: Final[Mapping[Datatype, str]] = MappingProxyType(
    {
        "iri": "IRI，如 http://localhost:8080/id/person/yue-fei，或其末段 id/person/yue-fei",
        "string": "一行文字，至多 1000 字",
        "year": "四位以內之年份，如 1126",
        "integer": "九位以內之整數",
        "date": "日期，如 1126-01-09",
        "decimal": "數字，如 0.75",
    }
)
_PATTERNS: Final[Mapping[Datatype, str]] = MappingProxyType(
    {
        "iri": r"(id/|[A-Za-z][A-Za-z0-9+.\-]*:)\S+",
        "year": r"-?[0-9]{1,4}",
        "integer": r"-?[0-9]{1,9}",
        "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
        "decimal": r"[0-9]{1,9}(\.[0-9]{1,9})?",
    }
)
_FORM: Final = re.compile(r"^\s*(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.MULTILINE)
_KINDS: Final = MappingProxyType({"SELECT": Kind.SOLUTIONS, "ASK": Kind.BOOLEAN})
LONGEST: Final = 1000
"""Characters of a string."""


_FrontMatter = TypedDict(
    "_FrontMatter",
    {
        "title": Mapping[str, str],
        "explanation": str,
        "question@zh-Hant": str,
        "explanation@zh-Hant": str,
        "parameters": Mapping[str, Mapping[str, str]],
    },
    total=False,
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question lets the asker choose; an empty `default` leaves it open.

    `kind` is the kind of the things that an IRI may name, as in `id/person/…`, empty where any may; what ends
    in `_zh` says the same in Chinese.
    """

    name: str
    datatype: Datatype
    default: str
    description: str
    kind: str = ""
    description_zh: str = ""

    @property
    def rule(self) -> str:
        """What a value must be, in words."""
        return _RULES[self.datatype]

    @property
    def rule_zh(self) -> str:
        """The same in Chinese."""
        return _RULES_ZH[self.datatype]

    @property
    def pattern(self) -> str:
        """A regular expression that every value matches as a whole, empty where none says it."""
        return _PATTERNS.get(self.datatype, "")

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
                f"{self.name} is {text[:80]!r}; it must be {self.rule}. What it means: {self.description}.",
                parameter=self.name,
            ) from error


@dataclass(frozen=True, slots=True)
class Query:
    """A question with its name, what it says of itself, in Chinese as well, and its SPARQL text."""

    name: str
    question: str
    title: str
    title_zh: str
    explanation: str
    parameters: tuple[Parameter, ...]
    text: str
    question_zh: str = ""
    explanation_zh: str = ""

    @property
    def kind(self) -> Kind:
        """What the answer is made of."""
        found = _FORM.search(self.text)
        return _KINDS.get(found[0].strip(), Kind.TRIPLES) if found else Kind.SOLUTIONS

    def terms(self, given: Mapping[str, str], base: str) -> dict[str, Bound]:
        """A term for every parameter, from the asker's strings and else from the defaults."""
        for name in sorted(given.keys() - {each.name for each in self.parameters}):
            raise BadParameter(self._unknown(name), parameter=name)
        return {each.name: each.read(given.get(each.name, each.default), base) for each in self.parameters}

    def bound(self, *rows: Mapping[str, Bound]) -> str:
        """The text with these values in its inline data block; a parameter left out of a row is open."""
        names = [parameter.name for parameter in self.parameters]
        data = " ".join(f"({' '.join(_spelled(row.get(name)) for name in names)})" for row in rows)
        return _block(names).sub(lambda found: f"{found[1]} {data} }}", self.text) if names else self.text

    def part(self, *rows: Mapping[str, Bound], places: range) -> str:
        """The same question, one without a limit of its own, for the solutions at these places alone.

        >>> load("life").part(places=range(1000, 2000)).splitlines()[-1]
        'LIMIT 1000 OFFSET 1000'
        """
        return f"{self.bound(*rows).rstrip()}\nLIMIT {len(places)} OFFSET {places.start}\n"

    def _unknown(self, name: str) -> str:
        known = sorted(parameter.name for parameter in self.parameters)
        takes = f"It takes: {', '.join(known)}." if known else "It takes none."
        near = get_close_matches(name, known, n=1, cutoff=0.5)
        perhaps = f" Perhaps {near[0]!r} is meant." if near else ""
        return f"The question {self.name} has no parameter {name[:80]!r}. {takes}{perhaps}"


def load(name: str, path: Path | None = None) -> Query:
    """The question of this name, from the public folder or another one."""
    known = _library(path or folder("queries"))
    if name in known:
        return known[name]
    near = tuple(get_close_matches(name, known, n=3, cutoff=0.5))
    raise UnknownQuery(
        f"No question is named {name[:80]!r}. Known: {', '.join(near or sorted(known))}.", near=near
    )


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
    return Query(
        path.stem,
        spoken,
        title.get("en", ""),
        title.get("zh", ""),
        explanation,
        parameters,
        text,
        front.get("question@zh-Hant", ""),
        front.get("explanation@zh-Hant", ""),
    )


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
        default = said.get("default", "")
        kind = said.get("kind") or _kind(default)
        chinese = said.get("description@zh-Hant", "")
        yield Parameter(name, datatype, default, said.get("description", ""), kind, chinese)


def _kind(default: str) -> str:
    """The kind of the thing that is asked about by default."""
    found = re.match("id/([a-z]+)/", default)
    return found[1] if found else ""


def _block(names: list[str]) -> re.Pattern[str]:
    """The inline data block of these parameters up to its rows, and the rows."""
    variables = r"\s+".join(rf"\?{re.escape(name)}" for name in names)
    return re.compile(rf"^(\s*VALUES \({variables}\) \{{) \(.*\) \}}$", re.MULTILINE)


def _term(datatype: Datatype, text: str, base: str) -> rdf.NamedNode | rdf.Literal:
    if datatype in _PATTERNS and not re.fullmatch(_PATTERNS[datatype], text):
        raise ValueError(text)
    match datatype:
        case "iri":
            return _iri(text, base)
        case "year" | "integer":
            return rdf.Literal(str(int(text)), datatype=term("xsd:integer"))
        case "date":
            return rdf.Literal(date.fromisoformat(text).isoformat(), datatype=term("xsd:date"))
        case "decimal":
            return rdf.Literal(text, datatype=term("xsd:decimal"))
        case "string" if len(text) <= LONGEST and text.isprintable():
            return rdf.Literal(text)
    raise ValueError(text)


def _iri(text: str, base: str) -> rdf.NamedNode:
    prefix = text.partition(":")[0]
    if text.startswith("id/"):
        return rdf.NamedNode(base + text)
    return term(text) if prefix in PREFIXES else rdf.NamedNode(text)


def _spelled(value: Bound) -> str:
    return "UNDEF" if value is None else str(value)
