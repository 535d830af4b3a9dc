"""In whose company, and in which years, a document speaks of each bearer."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kg.model import Draft, Ref

_PARTS = {"song": ("northern-song", "southern-song")}


def _spread(found: str) -> tuple[str, ...]:
    return (found, *_PARTS.get(found, ()))


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What tells namesakes apart: the years of a bearer's deeds, and those it is told together with."""

    years: tuple[int, ...] = ()
    others: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Company:
    """For each local reference: the things it is stated together with, and the years of its deeds."""

    others: Mapping[Ref, set[Ref]]
    years: Mapping[Ref, tuple[int, ...]]

    def of(self, local: Ref, chosen: Mapping[Ref, Ref]) -> Circumstances:
        """The circumstances of one bearer, as far as the others are identified."""
        near = (chosen[each].slug for each in self.others[local] if each in chosen)
        return Circumstances(
            self.years.get(local, ()), frozenset(part for name in near for part in _spread(name))
        )


def company(draft: Draft) -> Company:
    """The company of every bearer of a draft; whoever stands by a state's man stands by the state."""
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
    return Company(joined, {ref: tuple(found) for ref, found in times.items()})
