"""The authority file: sound tables, and Turtle that says what they say."""

import csv
import re
import shutil
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kg.resources import folder
from kg.terms import compact, term
from ontology.authority.converter import files, write
from ontology.authority.converter.checks import faults
from ontology.authority.converter.dates import bounds, edtf
from ontology.authority.converter.names import names
from ontology.authority.converter.romanisation import is_wade_giles
from ontology.authority.converter.tables import KINDS, Row, Unreadable, known, rows

AUTHORITY = folder("ontology") / "authority"
TABLES = AUTHORITY / "tables"
CASES = Path(__file__).parent / "cases" / "authority"
CASE = CASES / "one-of-each"
BASE = "http://localhost:8080/"
ATTESTED = [
    *("owl:sameAs", "skos:closeMatch", "geo:asWKT", "dcterms:identifier", "cy:date"),
    *("cy:birth", "cy:death", "cy:reignStart", "cy:reignEnd", "cy:inception", "cy:dissolution"),
    *("cy:betrayer", "cy:betrayed", "cy:beneficiary"),
]
"""Identifiers, dates and roles that rest on a source of their own."""


@pytest.fixture(scope="module")
def triples() -> set[Triple]:
    """What the Turtle files of the authority say together."""
    return {
        Triple(quad.subject, quad.predicate, quad.object)
        for file in AUTHORITY.glob("*.ttl")
        for quad in parse(path=file, format=RdfFormat.TURTLE, base_iri=BASE)
    }


def contents(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.ttl")}


def test_the_turtle_is_what_the_tables_give() -> None:
    stale = {name for name, content in files(TABLES).items() if contents(AUTHORITY).get(name) != content}
    assert stale == set(), "run `python -m ontology.authority.converter` and commit what it writes"


def test_no_turtle_lies_around_that_no_table_gives() -> None:
    assert contents(AUTHORITY).keys() == files(TABLES).keys()


def test_a_table_of_each_kind_becomes_turtle() -> None:
    assert files(CASE / "tables") == contents(CASE / "expected")


def test_the_turtle_is_written_beside_the_tables(tmp_path: Path) -> None:
    shutil.copytree(CASE / "tables", tmp_path / "tables")
    write(tmp_path)
    assert contents(tmp_path) == contents(CASE / "expected")


@pytest.mark.parametrize("tables", [TABLES, CASE / "tables"], ids=["kept", "case"])
def test_no_row_of_the_tables_is_at_fault(tables: Path) -> None:
    assert faults(tables) == []


FAULTS = yaml.safe_load((CASES / "faults.yaml").read_text(encoding="utf-8"))


def overwrite(tables: Path, cell: dict[str, str]) -> None:
    """Another value in one cell of a table."""
    file = tables / f"{cell['table']}.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    for line in lines:
        if cell["row"] in (line.get("id"), line.get("name")):
            line[cell["column"]] = cell["value"]
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)


@pytest.mark.parametrize(
    "fault", FAULTS, ids=lambda fault: "{table} {row} {column} {value}".format_map(fault["cell"])
)
def test_a_faulty_cell_is_named_with_its_remedy(tmp_path: Path, fault: dict[str, Any]) -> None:
    tables = shutil.copytree(CASE / "tables", tmp_path / "tables")
    overwrite(tables, fault["cell"])
    found = [re.sub(r"^[a-z_]+\.csv, line \d+, ", "", each) for each in faults(tables)]
    assert sorted(found) == sorted(fault["sentences"])


def test_a_fault_is_led_by_the_line_that_it_stands_in(tmp_path: Path) -> None:
    tables = shutil.copytree(CASE / "tables", tmp_path / "tables")
    overwrite(tables, {"table": "persons", "row": "zhang-jue-1280", "column": "gender", "value": "male"})
    lines = (tables / "persons.csv").read_text(encoding="utf-8").splitlines()
    number = next(place for place, line in enumerate(lines, start=1) if line.startswith("zhang-jue-1280,"))
    assert faults(tables) == [
        f"persons.csv, line {number}, person zhang-jue-1280: gender is 'male'; write m or f."
    ]


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        (
            b"\nzhang-jue,too,few\n",
            r"persons\.csv, line \d+ has 3 cells and the header \d+; add the missing commas",
        ),
        (b'\n"zhang" jue,x\n', r"persons\.csv, line \d+: .*; write a cell with a comma, a quote or a line"),
        (b"\n\xff,x\n", r"persons\.csv is not UTF-8 at byte \d+; save it as UTF-8\."),
    ],
    ids=["too few cells", "a quote too many", "no UTF-8"],
)
def test_a_table_that_is_no_table_names_line_and_remedy(
    tmp_path: Path, broken: bytes, complaint: str
) -> None:
    tables = shutil.copytree(CASE / "tables", tmp_path / "tables")
    with (tables / "persons.csv").open("ab") as file:
        file.write(broken.lstrip())
    with pytest.raises(Unreadable, match=complaint):
        faults(tables)


@pytest.mark.parametrize(("column", "value"), [("birth_year", "about 1050"), ("reign_start", "early")])
def test_what_is_no_year_is_said_before_anything_is_compared(tmp_path: Path, column: str, value: str) -> None:
    tables = shutil.copytree(CASE / "tables", tmp_path / "tables")
    overwrite(tables, {"table": "persons", "row": "zhang-jue-1280", "column": column, "value": value})
    assert [each.partition(": ")[2] for each in faults(tables)] == [f"{column} is '{value}'; write a year."]


def test_every_row_of_every_table_becomes_a_thing(triples: set[Triple]) -> None:
    typed = {each.subject for each in triples if each.predicate == term("rdf:type")}
    slugs = {
        row.kind: [each["id"] for each in rows(TABLES, table)]
        for table in KINDS
        for row in rows(TABLES, table)
    }
    missing = [
        f"{kind}/{slug}"
        for kind, found in slugs.items()
        for slug in found
        if NamedNode(f"{BASE}id/{kind}/{slug}") not in typed
    ]
    assert missing == []


def test_every_thing_that_is_pointed_at_is_described(triples: set[Triple]) -> None:
    described = {each.subject for each in triples}
    ours = {
        each.object
        for each in triples
        if isinstance(each.object, NamedNode) and each.object.value.startswith(BASE)
    }
    assert ours - described == set()


def test_every_thing_has_a_name_in_each_language_and_script(triples: set[Triple]) -> None:
    tags = Counter(
        each.object.language
        for each in triples
        if each.predicate == term("skos:prefLabel") and isinstance(each.object, Literal)
    )
    assert tags == dict.fromkeys(("en", "zh-hant", "zh-hans", "zh-latn-pinyin"), len(known(TABLES)))


def test_every_identifier_date_and_role_has_a_source_of_its_own(triples: set[Triple]) -> None:
    terms = {term(each) for each in ATTESTED}
    stated = {each for each in triples if each.predicate in terms}
    assert stated - _attested(triples) == set()


def test_an_attestation_is_about_a_fact_that_is_stated(triples: set[Triple]) -> None:
    assert _attested(triples) - triples == set()


def _attested(triples: set[Triple]) -> set[Triple]:
    """The facts that an attestation with source and verdict speaks of."""
    parts: defaultdict[object, dict[str, Any]] = defaultdict(dict)
    for each in triples:
        parts[each.subject][compact(each.predicate.value)] = each.object
    needed = {"rdf:subject", "rdf:predicate", "rdf:object", "cy:verified", "dcterms:source"}
    whole = [part for part in parts.values() if needed <= part.keys()]
    return {Triple(part["rdf:subject"], part["rdf:predicate"], part["rdf:object"]) for part in whole}


def test_no_blank_node_hides_in_the_authority_file(triples: set[Triple]) -> None:
    assert [each for each in triples if BlankNode in (type(each.subject), type(each.object))] == []


def test_the_authority_file_stays_small_enough_to_be_loaded_with_every_version(triples: set[Triple]) -> None:
    assert len(triples) < 40_000


@pytest.mark.parametrize("table", KINDS)
def test_the_readme_counts_the_rows(table: str) -> None:
    counted = f"| `{table}.csv` | {len(rows(TABLES, table))} |"
    assert counted in (AUTHORITY / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "others", "expected"),
    [
        ("Sung T'ai-tsu", (), True),
        ("Sung T’ai-tsu", (), True),
        ("Lo-yang", (), True),
        ("Hsi Hsia", (), True),
        ("Chang Chün (general)", (), True),
        ("Ch'ang-sheng chün", (), True),
        ("Yueh Fei", (), True),
        ("Chao Heng", ("Zhao Heng",), True),
        ("Lu Yu", ("Lù Yóu",), True),
        ("Chao Heng", (), False),
        ("Han", ("Hàn",), False),
        ("Mi Fei", ("Mǐ Fèi",), False),
        ("Xi'an", (), False),
        ("Yan'an", (), False),
        ("Yelü Abaoji", (), False),
        ("Jin-Song wars", (), False),
        ("Song-Jin", (), False),
        ("Yüeh Fei's army", (), False),
        ("Wu-kuo town", (), False),
        ("Mi-nyag", (), False),
        ("Đại Việt", (), False),
    ],
)
def test_wade_giles_is_told_from_pinyin_and_english(
    name: str, others: tuple[str, ...], *, expected: bool
) -> None:
    assert is_wade_giles(name, others) is expected


def test_a_name_that_is_preferred_is_not_given_again_as_another_name() -> None:
    xi = {
        "label_en": "Xi",
        "zh_hant": "奚",
        "zh_hans": "奚",
        "pinyin": "Xī",
        "aliases_en": "Xi|Hsi|Hsi|Tatabi",
    }
    assert names(Row("people", xi)) == [
        ("rdfs:label", '"Xi"@en'),
        ("rdfs:label", '"奚"@zh-Hant'),
        ("skos:prefLabel", '"Xi"@en'),
        ("skos:prefLabel", '"奚"@zh-Hant'),
        ("skos:prefLabel", '"奚"@zh-Hans'),
        ("skos:prefLabel", '"Xī"@zh-Latn-pinyin'),
        ("skos:altLabel", '"Hsi"@zh-Latn-wadegile'),
        ("skos:altLabel", '"Tatabi"@en'),
    ]


@pytest.mark.parametrize(
    ("start", "end", "stated", "days"),
    [
        ("927", "", "0927", ("0927-01-01", "0927-12-31")),
        ("1126", "1127", "1126/1127", ("1126-01-01", "1127-12-31")),
        ("1124-02", "1124-02", "1124-02", ("1124-02-01", "1124-02-29")),
        ("1005-01-19", "1005-01-24", "1005-01-19/1005-01-24", ("1005-01-19", "1005-01-24")),
        ("0936", "0938-11", "0936/0938-11", ("0936-01-01", "0938-11-30")),
    ],
)
def test_a_date_of_the_tables_becomes_edtf_with_its_days(
    start: str, end: str, stated: str, days: tuple[str, str]
) -> None:
    assert (edtf(start, end), bounds(edtf(start, end))) == (stated, days)
