"""Which event of the authority file a told one is, or what a new one is called."""

from kg.identify.minting import slug
from kg.model import Bearer, Candidate, Ref


def event(bearer: Bearer, chosen: dict[Ref, Ref]) -> Ref:
    """The known event of the time, the kind and the parties, or a reference made of these."""
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
