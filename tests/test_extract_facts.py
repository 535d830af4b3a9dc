"""Short texts about many ages, and every fact that they state: no more and no fewer."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import BadFrame
from kg.extract import Extractor, wording
from kg.identify import claims
from kg.model import Block, Claim, Document, Ref, Value

CASES = Path(__file__).parent / "cases" / "facts"
FACTS = (
    "authorOf capitalOf capturedBy childOf commanded dissolution founderOf heldOffice inception killedBy "
    "ledByPeople locatedIn memberOfPeople modernName paidTributeTo rulerOf served siblingOf successorOf"
).split()


def cases() -> Iterator[object]:
    """Every case of the files, called by its file and its first words."""
    for path in sorted(CASES.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            words = "-".join(case["text"].split()[:5])
            yield pytest.param(case["text"], case["facts"], id=f"{path.stem}-{words}")


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    """What reads the texts, loaded once."""
    return Extractor.load()


def facts(extractor: Extractor, text: str) -> list[str]:
    """The facts that a text states, each as one line of words."""
    document = Document("case", text, (Block("paragraph", 0, len(text)),), "Case", sha256="")
    found = claims(extractor.draft(document))
    names = _names(found, "skos:altLabel") | _names(found, "skos:prefLabel")
    return sorted(
        f"{names[claim.subject]} {claim.predicate.removeprefix('cy:')} {_object(claim.object, names)}"
        for claim in found
        if claim.predicate.removeprefix("cy:") in FACTS
    )


def _names(found: tuple[Claim, ...], label: str) -> dict[Ref, str]:
    """What things are called first; those of the authority file have other names only."""
    return {
        claim.subject: claim.object.lexical
        for claim in reversed(found)
        if claim.predicate == label and isinstance(claim.object, Value)
    }


def _object(value: Ref | Value | str, names: dict[Ref, str]) -> str:
    return names[value] if isinstance(value, Ref) else str(getattr(value, "lexical", value))


@pytest.mark.parametrize(("text", "expected"), list(cases()))
def test_a_text_states_these_facts_and_no_others(
    extractor: Extractor, text: str, expected: list[str]
) -> None:
    assert facts(extractor, text) == sorted(expected)


GOOD = 'name = "toils-for"\nstates = "served"\nverbs = ["toil"]\nsubject = "subject"\nobject = "for:polity"\n'


def load(folder: Path, entry: str) -> list[wording.Wording]:
    (folder / "mine.toml").write_text(f"[[wording]]\n{entry}", encoding="utf-8")
    return list(wording.read(folder / "mine.toml"))


def test_a_curator_adds_a_wording_without_code(tmp_path: Path) -> None:
    assert [(each.name, each.verbs) for each in load(tmp_path, GOOD)] == [("toils-for", ("toil",))]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (
            GOOD + 'colour = "red"\n',
            "mine.toml, line 1, wording 'toils-for' has 'colour', which is no key of wordings.",
        ),
        (GOOD.replace("object", "near"), "mine.toml, line 1, wording 'toils-for' has no 'object'. Add it."),
        (
            GOOD.replace("served", "liked"),
            "mine.toml, line 1, wording 'toils-for': states is 'liked'. Choose one of",
        ),
        (
            GOOD.replace("for:polity", "for:city"),
            "mine.toml, line 1, wording 'toils-for': 'city' is no kind of thing.",
        ),
        (
            GOOD.replace("for:", "for/ruler:"),
            "mine.toml, line 1, wording 'toils-for': 'ruler' cannot follow a slot.",
        ),
        (
            GOOD.replace('["toil"]', '"toil"'),
            "mine.toml, line 1, wording 'toils-for': 'toil' is no list of lemmas.",
        ),
        (
            GOOD.replace("[", '["@kings", '),
            "mine.toml, line 1, wording 'toils-for': words/nouns.toml has no list 'kings'",
        ),
        (
            GOOD + 'words = "x"\n',
            "mine.toml, line 1, wording 'toils-for': words is 'x'. Give slots with lists of lemmas.",
        ),
        (
            GOOD + "confidence = 7.0\n",
            "mine.toml, line 1, wording 'toils-for': confidence is 7.0. Give a number above 0",
        ),
        ("name = \n", "mine.toml is not TOML:"),
    ],
)
def test_a_faulty_wording_names_file_entry_and_remedy(tmp_path: Path, entry: str, message: str) -> None:
    with pytest.raises(BadFrame) as fault:
        load(tmp_path, entry)
    assert message in str(fault.value)


def test_every_key_of_a_wording_is_explained() -> None:
    explained = (wording.FOLDER / "README.md").read_text(encoding="utf-8")
    assert [key for key in sorted(wording.KEYS) if f"`{key}`" not in explained] == []


def test_no_two_wordings_share_a_name() -> None:
    names = [each.name for path in sorted(wording.FOLDER.glob("*.toml")) for each in wording.read(path)]
    assert sorted(names) == sorted(set(names))
