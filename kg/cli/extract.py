"""`kg extract`: what is claimed in one document, before anything is published."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from pyoxigraph import serialize

from kg import documents, pipeline, rdf
from kg.cli.explaining import annotated, why
from kg.extract import Extractor
from kg.identify import claims as identified
from kg.model import Claim, Document
from kg.settings import Settings
from kg.terms import PREFIXES
from kg.versions.export import FORMATS

_TEXT = "text"


@click.command
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice([_TEXT, *FORMATS]),
    default=_TEXT,
    show_default=True,
    help="The text with its claims, or the quads that a build would make.",
)
@click.option("--why", "words", metavar="WORDS", help="Tell how the sentences with these words were read.")
def command(file: Path, form: str, words: str | None) -> None:
    """Show what is claimed in one document.

    Below each sentence of FILE stands what it claims, with rule, confidence and reason; nothing is published.
    With --why: what was found in a sentence, and why it gave nothing, or less than it might.
    """
    if words is not None and form != _TEXT:
        raise click.UsageError("--why tells in words; leave --format out.")
    settings = Settings.from_environment()
    document = documents.read_file(file)
    if form == _TEXT:
        for line in _told(document, settings.nlp, words):
            click.echo(line)
    else:
        _write(document, pipeline.Shipped(settings.nlp), settings.base, form)


def _told(document: Document, nlp: str, words: str | None) -> Iterator[str]:
    explained = Extractor.load(nlp).explained(document)
    claims = identified(explained.draft)
    return (
        annotated(document, explained, claims) if words is None else why(document, explained, claims, words)
    )


def _write(document: Document, extraction: pipeline.Shipped, base: str, form: str) -> None:
    claims: Sequence[Claim] = extraction.load()(document)
    quads = rdf.quads(document, claims, base=base, made_by=extraction.fingerprint()[:16])
    content = [quad.triple for quad in quads] if form == "turtle" else quads
    serialize(content, sys.stdout.buffer, FORMATS[form], prefixes=dict(PREFIXES))
