"""Who is bound to whom by all that a document has told up to a point: lords and men, allies, hosts, kin."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from kg.extract import favours
from kg.extract.bearers import Group
from kg.extract.bonds import called

if TYPE_CHECKING:
    from kg.extract.fact import Fact
    from kg.extract.scene import Line, Scene
    from kg.extract.sightings import Sighting

OWED = frozenset({"man", "ally", "guest", "son"})
"""Bonds in spite of which to fight is a betrayal; kin may be at war, and a peace may have run out."""
SERVICE = frozenset({"man"})
SWORN = frozenset({"man", "ally", "guest", "son", "kin"})
At = tuple[int, int]
"""A sentence and a unit in it."""
_KIN = frozenset({"childOf", "siblingOf"})
_JOINED = frozenset({"Defection", "Surrender"})
_SWORN = frozenset(
    "alliance ally league oath friend friendship brother brotherhood marry marriage pact together".split()
)
_FROM_THEN = frozenset({"swears-allegiance"})
"""Rules of facts that tell how a bond begins, so that nothing in their sentence is in spite of it."""
_LASTING = 6
"""Sentences through which a peace, which is no alliance, still makes it a breach to kill."""


class Bond(NamedTuple):
    """How and since where in the text one is bound to another."""

    kind: str
    at: At


class Fealties:
    """The bonds that hold where a document has been read so far, and who has rebelled.

    The kinds of a bond are `man` of a lord, `son`, `ally`, `guest` (host or guest), `kin` and `peace`.
    """

    def __init__(self) -> None:
        self.rebels = set[int]()
        self._bonds: dict[tuple[int, int], Bond] = {}
        self._states: dict[int, set[int]] = {}
        self._foes: dict[int, set[int]] = {}

    def read(self, scene: "Scene", line: "Line") -> None:
        """Remember what a sentence says of two people or states."""
        self._read_facts(line.facts)
        for one, other in called(scene, line):
            self._bind({one}, {other}, Bond("kin", (line.number, 0)))
        for done in favours.told(scene, line):
            self._bind(
                done.men, done.lords, Bond(done.kind, (line.number, done.place)), both=done.kind != "man"
            )

    def _read_facts(self, facts: "Iterable[Fact]") -> None:
        for fact in facts:
            if not isinstance(fact.object, Group):
                continue
            one, other, at = fact.subject.final().number, fact.object.final().number, (fact.line.number, 0)
            if fact.predicate in _KIN:
                if fact.predicate == "childOf":
                    self._bind({one}, {other}, Bond("son", at), both=False)
                self._bind({one}, {other}, Bond("kin", at))
            elif fact.predicate == "served" and fact.rule != "had-served":
                since = (fact.line.number, len(fact.line.tree.units)) if fact.rule in _FROM_THEN else at
                self._bind({one}, {other}, Bond("man", since), both=False)
            elif fact.predicate == "rulerOf":
                self._states.setdefault(one, set()).add(other)

    def _bind(self, ones: Iterable[int], others: Iterable[int], bond: Bond, *, both: bool = True) -> None:
        for one in ones:
            for other in others:
                for pair in ((one, other), (other, one))[: 1 + both]:
                    known = self._bonds.get(pair)
                    if one != other and (known is None or known.kind == "peace"):
                        self._bonds[pair] = bond

    def see(self, sighting: "Sighting") -> None:
        """Remember what an event binds, and forget what it undoes."""
        at = (sighting.line.number, sighting.trigger)
        if sighting.event == "Treaty":
            sworn = not _SWORN.isdisjoint(sighting.line.tree.lemmas)
            parties = sighting.groups("party")
            self._bind(parties, parties, Bond("ally" if sworn else "peace", at))
            for each in parties:
                self._foes[each] = self._foes.get(each, set()) - parties
        elif sighting.event == "Campaign":
            self._part(sighting.groups("attacker", "attackingCommander"), sighting.groups("defender"))
        else:
            self._betrayal(sighting, at)

    def _betrayal(self, sighting: "Sighting", at: At) -> None:
        betrayers = sighting.groups("betrayer")
        self.rebels |= betrayers
        self._part(betrayers, sighting.groups("betrayed"))
        if sighting.kind in _JOINED:
            for pair in [each for each in self._bonds if each[0] in betrayers]:
                if self._bonds[pair].kind == "man":
                    del self._bonds[pair]
            self._bind(betrayers, sighting.groups("beneficiary"), Bond("man", at), both=False)
        elif sighting.kind == "Harbouring":
            self._bind(betrayers, sighting.groups("beneficiary"), Bond("guest", at))

    def _part(self, ones: Iterable[int], others: Iterable[int]) -> None:
        for one in ones:
            for other in others:
                for pair in ((one, other), (other, one)):
                    self._foes.setdefault(pair[0], set()).add(pair[1])
                    if pair in self._bonds and self._bonds[pair].kind != "kin":
                        del self._bonds[pair]

    def owed(self, ones: set[int], others: set[int], at: At) -> str:
        """The kind of the bond by which one of some people or states owes one of others, empty for none."""
        for one in self._with_states(ones):
            for other in self._with_states(others):
                bond = self._bonds.get((one, other))
                if bond and bond.at < at and (bond.kind != "peace" or at[0] - bond.at[0] <= _LASTING):
                    return bond.kind
        return ""

    def lord(
        self, ones: set[int], at: At, kinds: frozenset[str], *, against: set[int] | None = None
    ) -> int | None:
        """To whom somebody has been bound last, by some kinds of bond; one whom others have fought."""
        foes = {foe for each in self._with_states(against or ()) for foe in self._foes.get(each, ())}
        bonds = [
            (bond.at, other)
            for (one, other), bond in self._bonds.items()
            if one in ones and bond.kind in kinds and bond.at < at and (against is None or other in foes)
        ]
        return max(bonds)[1] if bonds else None

    def _with_states(self, people: Iterable[int]) -> Iterator[int]:
        yield from sorted(people)
        for each in sorted(people):
            yield from sorted(self._states.get(each, ()))
