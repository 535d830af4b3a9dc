"""`kg query`: a question, from a file or by name, answered from the published version."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from kg import queries
from kg.cli.options import of_version, with_settings
from kg.cli.table import table
from kg.dataset import GRAPH_FORMATS, RESULT_FORMATS, Kind, LocalDataset, Question, Wanted, format_named
from kg.dataset.interface import solutions, truth
from kg.errors import BadParameter
from kg.settings import Settings
from kg.versions import Versions

_TABLE = "table"
_NAMES = (_TABLE, *(each.name for each in (*RESULT_FORMATS, *GRAPH_FORMATS)))


@click.command
@click.argument("question", metavar="FILE|NAME|-")
@click.option(
    "--format",
    "form",
    type=click.Choice(_NAMES),
    default=_TABLE,
    show_default=True,
    help="A table to read, or a format of SPARQL's results or of RDF.",
)
@click.option(
    "-p", "--parameter", "given", multiple=True, metavar="NAME=VALUE", help="A value for the question."
)
@of_version
@with_settings
def command(question: str, form: str, given: tuple[str, ...], number: int | None, settings: Settings) -> None:
    """Ask the published version in SPARQL.

    The question is a FILE, one of queries/ by its NAME, or read from the standard input for -.
    """
    versions = Versions(settings.data).at(number)
    base = versions.served().base
    text = _text(question, given, base)
    dataset = LocalDataset(versions, base=base, federation=settings.federation.split())
    answer = dataset.answer(Question(text), _wanted(form))
    body = b"".join(answer.blocks)
    if form == _TABLE and answer.kind is Kind.SOLUTIONS:
        for line in table(solutions(body), base):
            click.echo(line)
    elif form == _TABLE and answer.kind is Kind.BOOLEAN:
        click.echo("yes" if truth(body) else "no")
    else:
        sys.stdout.buffer.write(body)


def _text(question: str, given: Sequence[str], base: str) -> str:
    """The query with its parameters bound."""
    if question == "-":
        return sys.stdin.read()
    path = Path(question)
    asked = queries.read(path) if path.is_file() else queries.load(question)
    values = dict(_pair(each) for each in given)
    return asked.bound(asked.terms(values, base)) if asked.parameters or values else asked.text


def _pair(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals:
        raise BadParameter(f"{given!r} gives no value; write it as NAME=VALUE, for example from=1100.")
    return name, value


def _wanted(form: str) -> Wanted:
    json, turtle = RESULT_FORMATS[0], GRAPH_FORMATS[0]
    if form == _TABLE:
        return {Kind.SOLUTIONS: json, Kind.BOOLEAN: json, Kind.TRIPLES: turtle}
    if results := format_named(form, RESULT_FORMATS):
        return {Kind.SOLUTIONS: results, Kind.BOOLEAN: results}
    triples = format_named(form, GRAPH_FORMATS)
    return {Kind.TRIPLES: triples} if triples else {}
