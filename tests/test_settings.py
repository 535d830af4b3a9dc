"""Settings from the environment: what each becomes, and which values are refused in what words."""

import re
from dataclasses import asdict, fields
from pathlib import Path

import pytest

from kg.errors import BadSetting
from kg.settings import Settings, explained


@pytest.mark.parametrize(
    ("variable", "value", "complaint"),
    [
        ("KG_BASE", "example.org/", "KG_BASE is 'example.org/'; it must be an http or https IRI ending in /"),
        ("KG_BASE", "http://a.test/kg", "KG_BASE is 'http://a.test/kg'; it must be an http or https IRI"),
        (
            "KG_STORE",
            "a.test/sparql",
            "KG_STORE is 'a.test/sparql'; it must be the http or https address of a SPARQL endpoint",
        ),
        ("KG_QUERY_TIMEOUT", "0", "KG_QUERY_TIMEOUT is 0.0; give a number of seconds above 0."),
        ("KG_QUERY_TIMEOUT", "soon", "KG_QUERY_TIMEOUT is 'soon'; give a number."),
        ("KG_QUERY_MEMORY", "64", "KG_QUERY_MEMORY is 64; give at least 128 (megabytes)."),
        ("KG_QUERY_PROCESSES", "1", "KG_QUERY_PROCESSES is 1; give 2 or more"),
        ("KG_WRITE_TIMEOUT", "-3", "KG_WRITE_TIMEOUT is -3.0; give a number of seconds above 0."),
        ("KG_WRITE_MEMORY", "1", "KG_WRITE_MEMORY is 1; give at least 128 (megabytes)."),
        ("KG_CACHE", "-1", "KG_CACHE is -1; give a number of megabytes, or 0 to keep nothing."),
        ("KG_LICENCE", "CC BY", "KG_LICENCE is 'CC BY'; it must be the http or https IRI of a licence"),
        ("KG_READER", "oracle", "KG_READER is 'oracle'; give one of "),
        ("KG_LLM_TIMEOUT", "0", "KG_LLM_TIMEOUT is 0.0; give a number of seconds above 0."),
        ("KG_LLM_PRICE", "cheap", "KG_LLM_PRICE is 'cheap'; give two numbers"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused_by_name(variable: str, value: str, complaint: str) -> None:
    with pytest.raises(BadSetting, match=f"^{re.escape(complaint)}"):
        Settings.from_environment({variable: value})


def test_values_become_what_their_fields_hold() -> None:
    given = {"KG_DATA": "/srv/kg", "KG_CACHE": "0", "KG_QUERY_TIMEOUT": "2.5", "KG_NLP": "none"}
    expected = asdict(Settings()) | {"data": Path("/srv/kg"), "cache": 0, "query_timeout": 2.5, "nlp": "none"}
    assert asdict(Settings.from_environment(given)) == expected


def test_an_empty_variable_is_one_that_is_not_given() -> None:
    assert Settings.from_environment({"KG_CACHE": "", "KG_BASE": "", "HOME": "/root"}) == Settings()


def test_every_setting_is_explained_under_its_variable() -> None:
    told = [(variable, bool(words)) for variable, _, words in explained()]
    assert told == [(f"KG_{each.name.upper()}", True) for each in fields(Settings)]
