"""Documents taken out until those that stay agree."""

from collections.abc import Mapping

from pyoxigraph import NamedNode

from kg.errors import UnsoundAuthority
from kg.merge.dispute import Dispute
from kg.merge.watch import Watch
from kg.model import Finding
from kg.versions import Staging


def settle(
    watch: Watch, staging: Staging, documents: Mapping[NamedNode, str]
) -> dict[str, tuple[Finding, ...]]:
    """Take documents out until the merge conforms: those taken out, each with what it broke.

    `documents` names the documents by their graphs. A document goes when it contradicts documents whose
    names sort before its own, so the outcome depends on the documents alone and not on when each came.
    """
    held: dict[str, tuple[Finding, ...]] = {}
    while (verdict := watch.verdict()).findings:
        losers = Dispute(staging, verdict.shapes, documents).losers(verdict.findings)
        if not losers:
            raise UnsoundAuthority(unsound("The authority file or the ontology", verdict.findings))
        for graph, findings in losers.items():
            staging.drop(graph)
            held[documents[graph]] = findings
    return held


def unsound(what: str, found: list[Finding]) -> str:
    """The sentence about findings for which no document is to blame."""
    first = found[0]
    more = f" There are {len(found) - 1} findings more." if len(found) > 1 else ""
    return (
        f"{what} does not conform to the shapes: {first.focus}: {first.message}{more} "
        "Correct it there; nothing was published."
    )
