"""The graph as a dataset of schema.org, as search engines for data read it."""

from collections.abc import Iterable

from pyoxigraph import Literal

from kg.deposit import CODINGS, Deposit, Dump
from server.catalogue.offer import ABOUT, KEYWORDS, TITLE
from server.config import Service
from server.language import LANGUAGES, best
from server.structured import Described, about


def dataset(service: Service, deposits: Iterable[Deposit]) -> Described:
    """The graph with the files of the version that is served, where they have been made."""
    links, version = service.links, service.versions.served()
    publisher = about("Organization", links.offered("publisher").value, name=service.settings.publisher)
    dumps = [each for deposit in deposits if deposit.version == version for each in deposit.dumps()]
    return about(
        "Dataset",
        links.offered("dataset").value,
        name=_said(TITLE),
        description=_said(ABOUT),
        url=links.base,
        keywords=list(KEYWORDS),
        inLanguage=[each.tag for each in LANGUAGES],
        version=str(version.number),
        dateModified=version.time.isoformat(),
        license=service.settings.licence,
        creator=publisher,
        publisher=publisher,
        isBasedOn=links.public(links.documents()),
        distribution=[_download(service, each) for each in dumps],
    )


def _download(service: Service, dump: Dump) -> Described:
    links = service.links
    return about(
        "DataDownload",
        links.offered(f"{dump.form}.{dump.coding}").value,
        name=dump.name,
        contentUrl=links.public(links.dump(dump.name)),
        encodingFormat=CODINGS[dump.coding],
        contentSize=f"{dump.size} B",
        sha256=dump.sha256,
    )


def _said(words: Iterable[Literal]) -> str:
    return best({(each.language or "").lower(): each.value for each in words})
