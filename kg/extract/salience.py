"""Whom a pronoun means: everybody who may be meant is weighed, and one must stand out.

Most weights were fitted to 1069 pronouns of 36 documents that had been resolved by hand, and then rounded:
the difference of two sums is about the logarithm of how much likelier the one is than the other. On documents
left out of the fit, three in ten of those resolved are wrong. What did not help there is not weighed: whom a
heading names, who is named further on, the halves of a sentence, the verb on which "that he" depends.
"""

from collections.abc import Callable, Iterator, Sequence
from math import inf, log2
from typing import Final, NamedTuple

from kg.extract.bearers import Group
from kg.extract.history import SUBJECTS, Spoken

_BACK: Final = (1.5, 1.15, -0.3)
"""For the sentence of the last mention: this one, the one before, one further back."""
_APART: Final = -1.1
"""For a last mention in another paragraph."""
_HERE: Final = {
    "main": 0.65,
    "aside": 0.65,
    "object": 0.95,
    "sent": 1.3,
    "agent": 0.15,
    "oblique": 0.1,
    "owner": -0.15,
    "said": -0.2,
}
"""For the best role in the sentence of the pronoun."""
_BEFORE: Final = {
    "main": 0.5,
    "agent": -0.1,
    "sent": 0.2,
    "object": -0.4,
    "relative": -0.4,
    "owner": -0.7,
    "oblique": -0.8,
    "foe": -1.3,
}
"""For the best role in an earlier sentence."""
_ALIKE: Final = {"subject": 0.45, "object": 0.5, "owner": 0.15}
"""For whoever acted before in the sentence, by what the pronoun is."""
_LAST: Final = 0.8
"""For the last mention of all."""
_LATEST: Final = 0.55
"""For the last of those who were named and acted."""
_KNOWN: Final = 0.6
"""For each doubling of the times that the document names somebody, with some to begin with."""
_UNKNOWN: Final = 4
_OFTEN: Final = 1.1
"""For each doubling of the sentences of the last four that speak of somebody."""
_NEAR: Final = 4
_AGAIN: Final = 0.6
"""For a last mention that was no name: whom a text calls "he" it goes on to call so."""
_SUFFERING: Final = -0.3
"""For "him" before "his" in a sentence: in "put him in his books", they are rather those of another."""
_DOER: Final = 0.65
"""For whoever acts in the clause of "his"."""
_LORD: Final = 0.3
"""For whoever suffers what his own people do: "was killed by his brother"."""
_DEAD: Final = -0.3
"""For those whose death was told."""
_UNNAMED: Final = -0.6
"""For people without a name."""
_TITLED: Final = 1.8
"""For "the king" and the like who acts, where nobody is known to be meant."""
_AHEAD: Final = 0.2
"""By how much the one who is meant must outweigh everybody else, there and wherever that rests on."""


class Asked(NamedTuple):
    """A pronoun: where it stands, what it is in its clause, who is what around it there, and who is dead."""

    line: int
    block: int
    function: str
    doer: int = -1
    lord: int = -1
    dead: frozenset[int] = frozenset()


class Meant(NamedTuple):
    """Who is likeliest meant, None for people without a name, and how far ahead of others he is."""

    group: Group | None
    ahead: float

    @property
    def is_sure(self) -> bool:
        """Whether he stands out."""
        return self.ahead >= _AHEAD


class _Candidate(NamedTuple):
    """Somebody with his mentions not too far back, the last one first."""

    group: Group | None
    spoken: tuple[Spoken, ...]


def meant(asked: Asked, recent: Sequence[Spoken], fits: Callable[[Spoken], bool]) -> Meant | None:
    """The likeliest of those that `fits` lets pass; he is as sure as the pronoun that spoke of him last."""
    ranked = sorted(_weighed(asked, recent, fits), key=lambda each: each[0], reverse=True)
    if not ranked:
        return None
    ahead = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else inf
    best = ranked[0][1]
    return Meant(best.group, min(ahead, best.spoken[0].ahead))


def _weighed(
    asked: Asked, recent: Sequence[Spoken], fits: Callable[[Spoken], bool]
) -> Iterator[tuple[float, _Candidate]]:
    everybody = _candidates(recent, fits)
    owners = [each for one in everybody for each in one.spoken if not (each.by_name and each.role == "owner")]
    last = max(owners, key=_order, default=None)
    acting = [each for one in everybody for each in one.spoken if each.by_name and each.role in SUBJECTS]
    latest = max(acting, key=_order, default=None)
    for one in everybody:
        extra = _LAST * (last in one.spoken) + _LATEST * (latest in one.spoken)
        yield _weight(asked, one) + extra, one


def _candidates(recent: Sequence[Spoken], fits: Callable[[Spoken], bool]) -> list[_Candidate]:
    found: dict[int, list[Spoken]] = {}
    for number, each in enumerate(recent):
        if fits(each):
            found.setdefault(each.group.number if each.group else -1 - number, []).append(each)
    return [_Candidate(each[0].group, tuple(each)) for each in found.values()]


def _order(spoken: Spoken) -> tuple[int, int]:
    return spoken.line, spoken.place


def _weight(asked: Asked, one: _Candidate) -> float:
    newest = one.spoken[0]
    back = asked.line - newest.line
    roles = {each.role for each in one.spoken if each.line == newest.line}
    weight = _BACK[min(back, len(_BACK) - 1)] + _of_roles(asked, roles, here=back == 0)
    weight += _APART * (newest.block != asked.block)
    if not newest.by_name:
        suffers = back == 0 and newest.role == "object" and asked.function == "owner"
        weight += _SUFFERING if suffers else _AGAIN
    if one.group is None:
        return weight + (_TITLED if newest.by_name else _UNNAMED)
    lines = {each.line for each in one.spoken if each.line > asked.line - _NEAR}
    weight += _OFTEN * log2(1 + len(lines)) + _KNOWN * log2(_UNKNOWN + one.group.count)
    number = one.group.number
    weight += _DOER * (number == asked.doer) + _LORD * (number == asked.lord)
    return weight + _DEAD * (number in asked.dead)


_STRENGTH: Final = ("main", "aside", "said", "relative", "sent", "object", "owner", "agent", "oblique", "foe")


def _of_roles(asked: Asked, roles: set[str], *, here: bool) -> float:
    best = next(each for each in _STRENGTH if each in roles)
    if not here:
        return _BEFORE.get(best, 0.0)
    return _HERE.get(best, 0.0) + (_ALIKE[asked.function] if best in SUBJECTS else 0.0)
