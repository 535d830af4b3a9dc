"""A build with a language model beside the rules, whatever the model's address does."""

import json
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.errors import BadSetting, LostAnswer, ModelUnreachable
from kg.pipeline import Step, build
from kg.proposals.answers import Answers
from kg.proposals.asking import questions
from kg.proposals.client import Answer, Client
from kg.settings import Settings
from kg.versions import Versions, export
from tests.models import Reply, Served, failed, said, serving
from tests.test_proposals import REVOLT, SALE, TEXT, document

pytestmark = pytest.mark.slow

NOTHING: dict[str, object] = {"events": [], "facts": []}
QUESTION = next(questions(document()))


def corpus(folder: Path, **texts: str) -> Path:
    """A folder with these documents."""
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def ask(served: Served, **changes: object) -> Answer:
    return Client(served.settings(**changes), attempts=3).answer(QUESTION)


@pytest.mark.parametrize(
    ("replies", "answer"),
    [
        ([said(NOTHING)], Answer('{"events": [], "facts": []}', 100, 10)),
        ([failed(429), failed(503), said(NOTHING)], Answer('{"events": [], "facts": []}', 100, 10)),
        ([said("no JSON at all")], Answer("no JSON at all", 100, 10)),
        ([said('{"events": [', finish="length")], Answer("", 100, 10, "the answer was cut off")),
        ([said(None)], Answer("", 100, 10, "the model answered nothing")),
        (
            [said(None, refusal="I would rather not.")],
            Answer("", 100, 10, "the model answered nothing: I would rather not."),
        ),
    ],
    ids=["well", "busy, then well", "no JSON", "cut off", "nothing", "refusal"],
)
def test_an_answer_is_kept_as_it_is_or_with_what_is_wrong(replies: list[Reply], answer: Answer) -> None:
    with serving(replies) as served:
        assert ask(served) == answer


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"<html>Welcome</html>", media_type="text/html"),
        Reply(b'{"choices": ['),
        Reply(b"{}"),
        Reply(b'{"choices": []}'),
        Reply(b"[1]"),
    ],
    ids=["a page", "half an answer", "hollow", "no choice", "a list"],
)
def test_what_no_model_answers_leads_to_another_address(reply: Reply) -> None:
    with (
        serving([reply]) as served,
        pytest.raises(ModelUnreachable, match=r"check KG_LLM_ADDRESS, which"),
    ):
        ask(served)


def test_an_address_that_is_silent_once_is_asked_again() -> None:
    with serving([replace(said(NOTHING), silence=60), said(NOTHING)]) as served:
        assert ask(served, llm_timeout=2.0).text == '{"events": [], "facts": []}'


@pytest.mark.parametrize(
    ("reply", "complaint"),
    [
        (replace(said(NOTHING), silence=60), r"did not answer within 0\.5 s, asked 3 times"),
        (failed(429, "slow down"), r"refused with status 429: .*slow down.* Build again later"),
        (failed(500), r"refused with status 500: .* What was answered is kept: build again to go on"),
        (failed(401), r"refused with status 401: .* Check KG_LLM_KEY\."),
        (failed(404), r"refused with status 404: .* whether it has the model parrot\."),
    ],
    ids=["silent", "busy", "broken", "no key", "no model"],
)
def test_an_address_that_never_answers_stops_the_build_with_a_remedy(reply: Reply, complaint: str) -> None:
    with serving([reply]) as served, pytest.raises(ModelUnreachable, match=complaint):
        ask(served, llm_timeout=0.5)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"reader": "oracle"}, "KG_READER is 'oracle'; give one of rules, llm."),
        ({"llm_price": "cheap"}, "KG_LLM_PRICE is 'cheap'; give two numbers"),
        ({"llm_timeout": 0.0}, "KG_LLM_TIMEOUT is 0.0; give a number of seconds above 0."),
    ],
)
def test_a_setting_of_the_reader_that_cannot_be_says_so(changes: dict[str, object], complaint: str) -> None:
    with pytest.raises(BadSetting, match=re.escape(complaint)):
        Settings(**changes)  # type: ignore[arg-type]  # wrong values are what this is about


@pytest.mark.parametrize("missing", ["llm_address", "llm_model"])
def test_a_model_without_address_or_name_is_asked_for(missing: str) -> None:
    settings = replace(Settings(llm_address="http://127.0.0.1:1/v1", llm_model="parrot"), **{missing: ""})
    with pytest.raises(BadSetting, match=f"KG_{missing.upper()} is empty"):
        Client(settings)


def test_the_key_is_sent_and_not_shown() -> None:
    with serving([said(NOTHING)]) as served:
        settings = served.settings(llm_key="s3cret")
        Client(settings).answer(QUESTION)
    assert (served.keys, "s3cret" in repr(settings)) == (["Bearer s3cret"], False)


def test_the_schema_and_the_marked_text_are_sent() -> None:
    with serving([said(NOTHING)]) as served:
        ask(served)
    (request,) = served.requests
    assert request["model"] == "parrot"
    assert request["response_format"]["json_schema"]["strict"] is True  # type: ignore[index]
    system, user = request["messages"]  # type: ignore[misc]
    assert (system["role"], user["role"]) == ("system", "user")  # type: ignore[has-type]
    assert TEXT.split(".")[0] in user["content"]  # type: ignore[has-type]


def lines(settings: Settings) -> bytes:
    versions, out = Versions(settings.data), BytesIO()
    export.write(versions.open(versions.served()), "nquads", out, None)
    return out.getvalue()


@pytest.mark.slow
def test_a_build_asks_once_shows_the_price_and_is_the_same_ever_after(tmp_path: Path) -> None:
    folder, steps = corpus(tmp_path / "corpus", x=TEXT), list[Step]()
    with serving([said({"events": [REVOLT, SALE, {**SALE, "quote": "invented"}], "facts": []})]) as served:
        settings = served.settings(data=tmp_path / "data", llm_price="1 2", jobs=1)
        done = build(folder, settings, progress=steps.append)
        again = build(folder, settings)
        assert len(served.requests) == 1
    reports = tmp_path / "data" / "answers" / "reports"
    assert done.notes == (
        "Asked parrot: answers 1, 100 tokens sent, 10 received, 0.0001 $.",
        f"Its statements: 7 agree with the rules, 10 added, 1 dropped (1 quote); listed in {reports}.",
    )
    assert (done.held_back, again.fresh, again.notes) == ({}, False, ())
    asking = [(step.done, step.total, step.detail) for step in steps if step.name == "asking"]
    assert asking == [(0, 1, ""), (1, 1, "100 tokens sent, 10 received, 0.0001 $")]
    first = lines(settings)
    assert b"only parrot reads so" in first
    assert b"parrot reads so, too" in first
    elsewhere = replace(settings, data=tmp_path / "elsewhere", llm_address="http://127.0.0.1:1/v1")
    (tmp_path / "data" / "answers").rename(tmp_path / "answers")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "answers").rename(tmp_path / "elsewhere" / "answers")
    build(folder, elsewhere)
    assert lines(elsewhere) == first


@pytest.mark.slow
def test_only_what_changed_is_asked_about_again(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "corpus", one=TEXT, two="In 1004 the Liao besieged Yingzhou.")
    with serving([said(NOTHING)]) as served:
        settings = served.settings(data=tmp_path / "data", jobs=1)
        build(folder, settings)
        (folder / "two.txt").write_text("In 1005 the Liao besieged Yingzhou.", encoding="utf-8")
        build(folder, settings)
        asked = [request["messages"][1]["content"] for request in served.requests]  # type: ignore[index]
    assert [("1004" in each, "1005" in each) for each in sorted(asked, key=asked.index)][2:] == [
        (False, True)
    ]
    assert len(asked) == 3


@pytest.mark.slow
def test_what_several_documents_say_alike_is_asked_about_once_and_read_in_processes(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "corpus", one=TEXT, two=TEXT, three=TEXT)
    with serving([said({"events": [REVOLT, SALE], "facts": []})]) as served:
        done = build(folder, served.settings(data=tmp_path / "data", jobs=2))
        assert len(served.requests) == 1
    assert (done.read, done.notes[1].partition(";")[0]) == (
        3,
        "Its statements: 21 agree with the rules, 30 added, 0 dropped",
    )


@pytest.mark.slow
def test_a_build_that_the_model_stops_publishes_nothing_and_keeps_what_was_answered(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "corpus", one=TEXT, two="In 1004 the Liao besieged Yingzhou.")

    def behaviour(request: dict[str, object]) -> Reply:
        return failed(401) if "1004" in json.dumps(request["messages"]) else said(NOTHING)

    with serving(behaviour) as served:
        settings = served.settings(data=tmp_path / "data", jobs=1)
        with pytest.raises(ModelUnreachable, match=r"Check KG_LLM_KEY\."):
            build(folder, settings)
    assert Versions(settings.data).current() is None
    with serving([said(NOTHING)]) as served:
        build(folder, replace(settings, llm_address=served.address))
        assert len(served.requests) == 1


@pytest.mark.slow
def test_what_only_a_model_says_never_holds_a_document_back(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "corpus", x=TEXT)
    twice = {
        **SALE,
        "roles": [
            {"role": "betrayer", "name": "Zebulon", "kind": "person"},
            {"role": "betrayed", "name": "Zebulon", "kind": "person"},
        ],
    }
    with serving([said({"events": [twice], "facts": []})]) as served:
        done = build(folder, served.settings(data=tmp_path / "data", jobs=1))
    assert done.held_back == {}


def kg(*arguments: object, **environment: str) -> Result:
    return CliRunner(env=environment).invoke(main, [str(each) for each in arguments])


@pytest.mark.slow
def test_the_command_line_asks_only_when_told(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "corpus", x=TEXT)
    with serving([said("not what was asked for")]) as served:
        environment = {"KG_LLM_ADDRESS": served.address, "KG_LLM_MODEL": "parrot", "KG_JOBS": "1"}
        plain = kg("build", folder, "--data", tmp_path / "plain", **environment)
        assert (plain.exit_code, len(served.requests)) == (0, 0)
        told = kg("build", folder, "--data", tmp_path / "told", "--reader", "llm", **environment)
        assert (told.exit_code, len(served.requests)) == (0, 1)
    assert "0 agree with the rules, 0 added, 1 dropped (1 form)" in told.stdout
    assert "asking 1 of 1" in told.stderr


@pytest.mark.slow
def test_the_command_line_names_what_is_missing(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "corpus", x=TEXT)
    refused = kg("build", folder, "--data", tmp_path / "data", "--reader", "llm")
    assert refused.exit_code == 2
    assert refused.stderr.splitlines()[-1].startswith(
        "kg: KG_LLM_ADDRESS is empty, and reading with a language model needs it;"
    )


def test_an_answer_that_is_gone_asks_for_another_build(tmp_path: Path) -> None:
    with pytest.raises(LostAnswer, match=r"no longer holds what parrot answered about x; build again"):
        Answers(tmp_path, "parrot").of(QUESTION)
