"""The bearers of a draft as things with IRIs: candidates chosen, unknown names minted."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TypeGuard

from kg.model import Bearer, Candidate, Claim, Draft, Passage, Ref, Value
from kg.vocabulary import Joins

_SLACK = 60
"""Years that a document may speak of somebody after his death or before his birth."""

_AFTERMATH = 4
"""Years after somebody's end in which what he did is still dated."""


def claims(draft: Draft) -> tuple[Claim, ...]:
    """The claims of a draft over references that hold beyond its document."""
    chosen = references(draft)
    known, joins = _known(draft, chosen), Joins.load()
    stated = (_as_known(_renamed(claim, chosen), known) for claim in draft.claims)
    return _merged(claim for claim in stated if claim is not None and joins.fit(claim))


def references(draft: Draft) -> dict[Ref, Ref]:
    """For every local reference the one that holds everywhere."""
    company = _company(draft)
    chosen: dict[Ref, Ref] = {}
    for bearer in sorted(draft.bearers, key=lambda each: _ORDER.get(each.local.kind, 1)):
        if bearer.local.kind != "event":
            found = company.of(bearer.local, chosen)
            candidate = choice(bearer, found, draft.years)
            marks = _marks(bearer, draft, found)
            chosen[bearer.local] = candidate.ref if candidate else _minted(bearer, chosen, marks)
    for bearer in draft.bearers:
        if bearer.local.kind == "event":
            chosen[bearer.local] = _event(bearer, chosen)
    nameless = {ref for claim in draft.claims for ref in (claim.subject, claim.object) if _is_local(ref)}
    return chosen | {ref: _described(ref, draft, chosen) for ref in nameless if ref not in chosen}


def _is_local(ref: Ref | Value | str) -> TypeGuard[Ref]:
    return isinstance(ref, Ref) and ref.slug.startswith("_")


def _described(ref: Ref, draft: Draft, chosen: Mapping[Ref, Ref]) -> Ref:
    """The reference of a thing without a name of its own, made of what is stated of it."""
    stated = [
        f"{claim.subject if claim.subject != ref else ''} {claim.predicate} {claim.object}"
        for claim in (_renamed(each, chosen) for each in draft.claims if ref in (each.subject, each.object))
        if claim.subject.kind != "document" and not (claim.subject == ref and _is_local(claim.object))
    ]
    digest = blake2b("\0".join(sorted(stated)).replace(str(ref), "").encode(), digest_size=8).hexdigest()
    return Ref(ref.kind, digest)


def _known(draft: Draft, chosen: Mapping[Ref, Ref]) -> set[Ref]:
    """The things of the authority file that bearers turned out to be."""
    return {chosen[each.local] for each in draft.bearers} & {
        candidate.ref for each in draft.bearers for candidate in each.candidates
    }


def _as_known(claim: Claim, known: Collection[Ref]) -> Claim | None:
    """What a document may add to a known thing: names that it writes out, beside the preferred one."""
    if claim.predicate != "skos:prefLabel" or claim.subject not in known:
        return claim
    name = claim.object.lexical if isinstance(claim.object, Value) else ""
    written = [each for each in claim.passages if name in each.exact]
    return replace(claim, predicate="skos:altLabel", passages=tuple(written)) if written else None


_ORDER = {"polity": 0, "event": 2}
_PARTS = {"song": ("northern-song", "southern-song")}


def _spread(found: str) -> tuple[str, ...]:
    return (found, *_PARTS.get(found, ()))


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What tells namesakes apart: the years of a bearer's deeds, and those it is told together with."""

    years: tuple[int, ...] = ()
    others: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Company:
    """For each local reference: the things it is stated together with, and the years of its deeds."""

    others: Mapping[Ref, set[Ref]]
    years: Mapping[Ref, tuple[int, ...]]

    def of(self, local: Ref, chosen: Mapping[Ref, Ref]) -> Circumstances:
        """The circumstances of one bearer, as far as the others are identified."""
        near = (chosen[each].slug for each in self.others[local] if each in chosen)
        return Circumstances(
            self.years.get(local, ()), frozenset(part for name in near for part in _spread(name))
        )


def _company(draft: Draft) -> _Company:
    others: dict[Ref, set[Ref]] = defaultdict(set)
    times: dict[Ref, list[int]] = defaultdict(list)
    when = {each.local: each.years for each in draft.bearers if each.years}
    for claim in draft.claims:
        if isinstance(claim.object, Ref) and claim.subject.kind != "document":
            others[claim.subject].add(claim.object)
            others[claim.object].add(claim.subject)
            times[claim.object] += when.get(claim.subject) or ()
    far = {ref: {each for near in found for each in others[near]} for ref, found in list(others.items())}
    joined = defaultdict(
        set,
        {ref: found | {each for each in far[ref] if each.kind == "polity"} for ref, found in others.items()},
    )
    return _Company(joined, {ref: tuple(found) for ref, found in times.items()})


def choice(bearer: Bearer, found: Circumstances, around: tuple[int, int] | None = None) -> Candidate | None:
    """The candidate that fits the time and the company best, None when none lived then.

    `around` are the years that the whole document speaks of, for a bearer without dated deeds.
    """
    fitting = [
        each
        for each in bearer.candidates
        if each.ref.kind == bearer.local.kind and _in_time(each, found.years, around)
    ]
    if not fitting:
        return _later(bearer, found, around)
    return max(
        fitting,
        key=lambda each: (
            len(each.related & found.others),
            each.label.startswith(bearer.name),
            -fitting.index(each),
        ),
    )


def _later(bearer: Bearer, found: Circumstances, around: tuple[int, int] | None) -> Candidate | None:
    """A scholar or state of a later age that the text names in full, as "historian Hoyt Tillman"."""
    if found.years or around is None or " " not in bearer.name:
        return None
    known = [each for each in (*bearer.candidates, *bearer.namesakes) if each.ref.kind == bearer.local.kind]
    later = [each for each in known if each.start is not None and each.start > around[1]]
    return later[0] if len(known) == len(later) == 1 else None


def _in_time(candidate: Candidate, deeds: tuple[int, ...], around: tuple[int, int] | None) -> bool:
    """Whether most of the deeds, or else the document, fall into the candidate's time."""
    if candidate.start is None or candidate.ref.kind in {"place", "people"}:
        return True
    end = candidate.end if candidate.end is not None else candidate.start + 100
    if deeds:
        return 2 * sum(candidate.start <= year <= end + _AFTERMATH for year in deeds) >= len(deeds)
    return around is None or (candidate.start - _SLACK <= around[1] and around[0] <= end + _SLACK)


def _minted(bearer: Bearer, chosen: Mapping[Ref, Ref], marks: Iterable[str]) -> Ref:
    """A reference made of the name; a second bearer of the name is told apart by what is known of him."""
    taken = _taken(bearer) | {ref.slug for ref in chosen.values() if ref.kind == bearer.local.kind}
    name = bearer.name
    for mark in ("", *marks):
        name = f"{name} {mark}".strip()
        if slug(name) not in taken:
            break
    return Ref(bearer.local.kind, slug(name))


def _taken(bearer: Bearer) -> frozenset[str]:
    """Slugs that the authority file uses for somebody of this name, who did not live then or is another."""
    return frozenset(each.ref.slug for each in (*bearer.namesakes, *bearer.candidates))


def _marks(bearer: Bearer, draft: Draft, found: Circumstances) -> Iterator[str]:
    """What tells a bearer from others of the name: his gloss, his years, his company, his document."""
    if bearer.discriminator:
        yield bearer.discriminator
    if found.years:
        yield str(min(found.years))
    yield from sorted(found.others)[:1]
    yield draft.document
    first = [claim.passages[0].start for claim in draft.claims if claim.subject == bearer.local]
    yield f"at {min(first, default=0)}"


def _event(bearer: Bearer, chosen: dict[Ref, Ref]) -> Ref:
    parties = frozenset(chosen[party].slug for party in bearer.parties if party in chosen)
    candidates = [each for each in bearer.candidates if _is_event(each, bearer, parties)]
    for candidate in sorted(candidates, key=lambda each: _likeness(each, bearer, parties)):
        if candidate.ref not in chosen.values():
            return candidate.ref
    year = f" {bearer.years[0]}" if bearer.years else ""
    names = " ".join(sorted(parties)[:3])
    ref = Ref("event", slug(f"{bearer.type} {names}{year}"))
    while ref in chosen.values():
        ref = Ref("event", f"{ref.slug}-{slug(bearer.name)[:40]}" if len(ref.slug) < 90 else f"{ref.slug}x")
    return ref


def _likeness(candidate: Candidate, bearer: Bearer, parties: frozenset[str]) -> tuple[int, int, int, Ref]:
    """The less the better: a siege is a siege, then shared parties, then nearness in time."""
    same = bearer.type not in {"Treaty", "Campaign"} and candidate.type == bearer.type
    first, last = bearer.years or (0, 0)
    start = candidate.start if candidate.start is not None else first
    apart = abs(start - first) + abs((candidate.end or start) - last)
    return -same, -len((candidate.related | {candidate.place}) & parties), apart, candidate.ref


_SAME = {
    "Battle": "Campaign",
    "Siege": "Campaign",
    "Rebellion": "Betrayal",
    "Defection": "Betrayal",
    "Surrender": "Betrayal",
    "Alliance": "Treaty",
    "Truce": "Treaty",
}


def _is_event(candidate: Candidate, bearer: Bearer, parties: frozenset[str]) -> bool:
    """Whether an event of the authority file has the class, the time and the parties of one told."""
    if _SAME.get(candidate.type, candidate.type) != _SAME.get(bearer.type, bearer.type):
        return False
    if candidate.label and candidate.label in bearer.name:
        return True
    if bearer.years is None or candidate.start is None:
        return False
    if (candidate.end or candidate.start) - candidate.start > bearer.years[1] - bearer.years[0] + 2:
        return False
    if candidate.place and bearer.places and candidate.place not in parties:
        return False
    wide = {"song"} if candidate.related & {"northern-song", "southern-song"} else set()
    shared = (candidate.related | {candidate.place} | wide) & parties
    return bearer.years[1] - bearer.years[0] <= 3 and len(shared) >= 2


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


def _renamed(claim: Claim, chosen: Mapping[Ref, Ref]) -> Claim:
    subject = chosen.get(claim.subject, claim.subject)
    object_ = chosen.get(claim.object, claim.object) if isinstance(claim.object, Ref) else claim.object
    return replace(claim, subject=subject, object=object_)


def _merged(found: Iterable[Claim]) -> tuple[Claim, ...]:
    """One claim for each statement: two names of one thing may have said the same."""
    kept: dict[tuple[Ref, str, Ref | Value | str], Claim] = {}
    for claim in found:
        key = claim.subject, claim.predicate, claim.object
        kept[key] = _joined(kept[key], claim) if key in kept else claim
    return tuple(kept.values())


def _joined(one: Claim, other: Claim) -> Claim:
    better = max(one, other, key=lambda each: each.confidence)
    passages: set[Passage] = {*one.passages, *other.passages}
    return replace(better, passages=tuple(sorted(passages)))
