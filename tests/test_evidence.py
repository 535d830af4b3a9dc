"""The words behind a finding."""

import pytest

from kg import rdf
from kg.evidence import Evidence
from kg.model import Document, Finding, Passage
from tests import toy

BATTLE = Document("battle", "Nothing yet. Yue Fei led an army in 1140. Han led an army in 1130.", (), "", "0")
EVENT = f"<{toy.BASE}id/event/yue-fei-1140>"
CY = "https://w3id.org/chanyuan/ontology#"


def finding(path: str = "", value: str = "", focus: str = EVENT) -> Finding:
    return Finding(focus, path, value, "No.", "<s>", "<c>")


SENTENCE = BATTLE.passage(13, 41)
NAME = BATTLE.passage(13, 20)


@pytest.mark.parametrize(
    ("complaint", "words"),
    [
        (finding(), SENTENCE),
        (finding(f"<{CY}commander>", f"<{toy.BASE}id/person/yue-fei>"), SENTENCE),
        (finding(f"<{CY}place>"), SENTENCE),
        (finding(focus=f"<{toy.BASE}id/person/yue-fei>"), NAME),
        (finding(focus=f"<{toy.BASE}id/person/nobody>"), None),
        (finding(focus='"a literal"'), None),
        (finding(focus="_:nameless"), None),
    ],
)
def test_the_words_behind_a_finding_are_those_of_its_statement(
    complaint: Finding, words: Passage | None
) -> None:
    lines = rdf.n_quads(rdf.quads(BATTLE, toy.Toy()(BATTLE), base=toy.BASE))
    assert Evidence.of(lines).passage(complaint) == words


def test_where_nothing_is_kept_there_are_no_words() -> None:
    assert Evidence.of(b"").passage(finding()) is None
