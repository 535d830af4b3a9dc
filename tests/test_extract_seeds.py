"""What the two articles of the corpus must yield."""

from pathlib import Path

import pytest

from kg.documents import read_file
from kg.extract import Extractor
from kg.identify import claims
from kg.model import Claim, Value

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


@pytest.fixture(scope="module")
def said() -> dict[str, dict[str, set[str]]]:
    """Of every event: its date, class and roles; of everything else: its facts."""
    found: dict[str, dict[str, set[str]]] = {}
    extractor = Extractor.load()
    for path in sorted(CORPUS.glob("*.txt")):
        for claim in claims(extractor.draft(read_file(path))):
            about = found.setdefault(str(claim.subject), {})
            about.setdefault(claim.predicate.removeprefix("cy:"), set()).add(_object(claim))
    return found


def _object(claim: Claim) -> str:
    return claim.object.lexical if isinstance(claim.object, Value) else str(claim.object)


@pytest.mark.parametrize(
    "expected",
    [
        {"date": "1005", "party": "polity/song polity/liao"},
        {"date": "1120", "party": "polity/song polity/jin-jurchen"},
        {"date": "1141", "party": "polity/song polity/jin-jurchen", "border": "place/huai-river"},
        {
            "date": "1115",
            "betrayer": "people/jurchen",
            "betrayed": "polity/liao",
            "betrayalKind": "cy:Rebellion",
        },
        {"date": "1123-05", "betrayer": "person/zhang-jue", "betrayalKind": "cy:Rebellion"},
        {"betrayer": "person/emperor-huizong-of-song", "betrayalKind": "cy:Harbouring"},
        {
            "date": "1125",
            "betrayer": "polity/jin-jurchen",
            "betrayed": "polity/song",
            "betrayalKind": "cy:TurningOnAlly",
        },
        {"date": "1126/1127", "target": "place/kaifeng", "attacker": "polity/jin-jurchen"},
        {"date": "1129", "target": "place/yangzhou", "attackingCommander": "person/wanyan-zongbi"},
        {"date": "1163", "attacker": "polity/song", "attackingCommander": "person/emperor-xiaozong-of-song"},
        {"date": "1206/1208", "attacker": "polity/song", "attackingCommander": "person/han-tuozhou"},
    ],
    ids=lambda expected: expected.get("date", expected.get("betrayalKind")),
)
def test_an_event_of_the_articles_is_told(
    said: dict[str, dict[str, set[str]]], expected: dict[str, str]
) -> None:
    wanted = {role: set(values.split()) for role, values in expected.items()}
    assert [
        ref
        for ref, about in said.items()
        if all(values <= about.get(role, set()) for role, values in wanted.items())
    ]


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        ("polity/liao", "ledByPeople", "people/khitan"),
        ("polity/jin-jurchen", "ledByPeople", "people/jurchen"),
        ("person/wanyan-aguda", "founderOf", "polity/jin-jurchen"),
        ("person/emperor-taizong-of-jin", "siblingOf", "person/wanyan-aguda"),
        ("person/zhang-jue", "served", "polity/liao"),
        ("person/zhang-jue", "heldOffice", "military commissioner"),
        ("person/emperor-huizong-of-song", "rulerOf", "polity/song"),
        ("place/yanjing", "modernName", "Beijing"),
    ],
)
def test_a_fact_of_the_articles_is_stated(
    said: dict[str, dict[str, set[str]]], subject: str, predicate: str, value: str
) -> None:
    assert value in said[subject][predicate]


def test_what_historians_think_of_gaozong_is_an_opinion(said: dict[str, dict[str, set[str]]]) -> None:
    held = {
        (*about["heldBy"], *about["about"]) for ref, about in said.items() if ref.startswith("assessment/")
    }
    assert ("traditional historiography", "person/emperor-gaozong-of-song") in held
