"""The bearers of a draft as things with IRIs: candidates chosen, unknown names minted."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from hashlib import blake2b
from typing import TypeGuard

from kg.identify.choice import choice
from kg.identify.company import company
from kg.identify.events import event
from kg.identify.minting import marks, minted, slug
from kg.model import Claim, Draft, Passage, Ref, Value
from kg.vocabulary import Joins

__all__ = ["claims", "references", "slug"]


def claims(draft: Draft) -> tuple[Claim, ...]:
    """The claims of a draft over references that hold beyond its document."""
    chosen = references(draft)
    known, joins = _known(draft, chosen), Joins.load()
    stated = (_as_known(_renamed(claim, chosen), known) for claim in draft.claims)
    return _merged(claim for claim in stated if claim is not None and joins.fit(claim))


def references(draft: Draft) -> dict[Ref, Ref]:
    """For every local reference the one that holds everywhere."""
    known = company(draft)
    chosen: dict[Ref, Ref] = {}
    for bearer in sorted(draft.bearers, key=lambda each: _ORDER.get(each.local.kind, 1)):
        if bearer.local.kind != "event":
            found = known.of(bearer.local, chosen)
            candidate = choice(bearer, found, draft.years)
            told_by = marks(bearer, draft, found)
            chosen[bearer.local] = candidate.ref if candidate else minted(bearer, chosen, told_by)
    for bearer in draft.bearers:
        if bearer.local.kind == "event":
            chosen[bearer.local] = event(bearer, chosen)
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
