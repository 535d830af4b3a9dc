"""References made of names, for bearers that the authority file does not know."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from kg.identify.company import Circumstances
from kg.model import Bearer, Draft, Ref


def minted(bearer: Bearer, chosen: Mapping[Ref, Ref], told_by: Iterable[str]) -> Ref:
    """A reference made of the name; a second bearer of the name is told apart by what is known of him."""
    taken = _taken(bearer) | {ref.slug for ref in chosen.values() if ref.kind == bearer.local.kind}
    name = bearer.name
    for mark in ("", *told_by):
        name = f"{name} {mark}".strip()
        if slug(name) not in taken:
            break
    return Ref(bearer.local.kind, slug(name))


def _taken(bearer: Bearer) -> frozenset[str]:
    """Slugs that the authority file uses for somebody of this name, who did not live then or is another."""
    return frozenset(each.ref.slug for each in (*bearer.namesakes, *bearer.candidates))


def marks(bearer: Bearer, draft: Draft, found: Circumstances) -> Iterator[str]:
    """What tells a bearer from others of the name: his gloss, his years, his company, his document."""
    if bearer.discriminator:
        yield bearer.discriminator
    if found.years:
        yield str(min(found.years))
    yield from sorted(found.others)[:1]
    yield draft.document
    first = [claim.passages[0].start for claim in draft.claims if claim.subject == bearer.local]
    yield f"at {min(first, default=0)}"


def slug(name: str) -> str:
    """A name as a part of an IRI.

    >>> slug("Yelü Yudu"), slug("Lin’an"), slug("北宋")
    ('yelu-yudu', 'linan', 'u5317-u5b8b')
    """
    bare = "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each))
    spelled = "".join(
        each if each.isascii() else _ESCAPED.get(each, f"-u{ord(each):x}-" if each.isalnum() else " ")
        for each in bare
    )
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’`]", "", spelled.lower())).strip("-") or "unnamed"


_ESCAPED = {
    "ø": "o",
    "Ø": "o",
    "ł": "l",
    "Ł": "l",
    "ß": "ss",
    "æ": "ae",
    "Æ": "ae",
    "đ": "d",
    "Đ": "d",
    "ð": "d",
    "þ": "th",
    "œ": "oe",
    "ı": "i",
    "’": "",
    "‘": "",
    "ʼ": "",
}
