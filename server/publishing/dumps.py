"""The dumps as files that are sent: whole or in ranges, the same bytes under the same name for ever."""

import re
from base64 import b64encode
from typing import Final

from flask import Response, send_file

from kg.deposit import CODINGS, Deposit, Dump, dumped
from kg.deposit.dumps import FORMATS
from server.config import Service
from server.deposits import deposited
from server.links import UnknownThing

_NAME: Final = re.compile(r"chanyuan-(\d{1,9})\.[a-z]+\.[a-z]+")
_FOR_EVER: Final = 31_536_000
"""Seconds in a year, as long as anybody keeps anything."""


def sent(service: Service, name: str) -> Response:
    """A dump by its name, ranges and conditions heeded."""
    given = _NAME.fullmatch(name)
    deposit = _deposit(service, int(given[1])) if given else None
    found = {each.name: each for each in deposit.dumps()} if deposit else {}
    if deposit is None or name not in found:
        raise _unknown(service, name)
    response = send_file(
        deposit.path("dumps") / name,
        CODINGS[found[name].coding],
        as_attachment=True,
        conditional=True,
        etag=found[name].sha256,
        last_modified=deposit.version.time,
        max_age=_FOR_EVER,
    )
    response.headers["Repr-Digest"] = _repr_digest(found[name])
    response.cache_control.immutable = True
    return response


def latest(service: Service, form: str, coding: str) -> str:
    """Where a dump of the served version is, made or not."""
    if form not in FORMATS or coding not in CODINGS:
        raise _unknown(service, f"latest.{form}.{coding}")
    return service.links.dump(f"chanyuan-{service.versions.served().number}.{form}.{coding}")


def checksums(service: Service, number: int) -> str:
    """The digests of the dumps of a version, a line for each."""
    return "".join(f"{each.sha256}  {each.name}\n" for each in _deposit(service, number).dumps())


def _deposit(service: Service, number: int) -> Deposit:
    """The dumps of the served version, made if need be, or of an older one whose dumps are kept."""
    if number == service.versions.served().number:
        return deposited(service, "dumps")
    found = next((each for each in dumped(service.versions) if each.version.number == number), None)
    if found is None:
        raise _unknown(service, f"chanyuan-{number}")
    return found


def _unknown(service: Service, name: str) -> UnknownThing:
    version = service.versions.served()
    return UnknownThing(
        f"There is no dump {name[:80]!r}: dumps are of version {version.number}, which is served now, and of "
        "those served shortly before; `kg export --version N` writes any other.",
        near=(service.links.dumps(),),
    )


def _repr_digest(dump: Dump) -> str:
    """The digest as RFC 9530 has it in a header."""
    return f"sha-256=:{b64encode(bytes.fromhex(dump.sha256)).decode()}:"
