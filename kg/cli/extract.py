"""`kg extract`: what is claimed in one document, before anything is published."""

import sys
from pathlib import Path

import click
from pyoxigraph import serialize

from kg import documents, pipeline, rdf
from kg.model import Claim, Ref, Value
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
    help="Lines to read, or the quads that a build would make.",
)
def command(file: Path, form: str) -> None:
    """Show what is claimed in one document.

    Each claim of FILE comes with its words; nothing is published.
    """
    settings = Settings.from_environment()
    document = documents.read_file(file)
    extraction = pipeline.Shipped(settings.nlp)
    claims = extraction.load()(document)
    if form == _TEXT:
        for claim in sorted(claims, key=lambda claim: (min(claim.passages), str(claim))):
            click.echo(line(claim))
        click.echo(f"({len(claims)} claims)")
    else:
        quads = rdf.quads(document, claims, base=settings.base, made_by=extraction.fingerprint()[:16])
        content = [quad.triple for quad in quads] if form == "turtle" else quads
        serialize(content, sys.stdout.buffer, FORMATS[form], prefixes=dict(PREFIXES))


def line(claim: Claim) -> str:
    """A claim with its first passage, its confidence and the rule that made it."""
    words = min(claim.passages)
    return (
        f"{words.start:>6}  {claim.subject} {claim.predicate} {spelled(claim.object)}  "
        f"“{' '.join(words.exact.split())}”  {claim.confidence:.2f} {claim.rule}"
    )


def spelled(value: Ref | Value | str) -> str:
    """An object as people write it.

    >>> spelled(Value("澶淵", language="zh-Hant"))
    '"澶淵"@zh-Hant'
    """
    if not isinstance(value, Value):
        return str(value)
    tag = f"@{value.language}" if value.language else ""
    return f'"{value.lexical}"{tag}'
