"""What binds those who fill the roles of a betrayal by what was told before it."""

from dataclasses import dataclass

from kg.extract.fealties import SERVICE, SWORN, At, Fealties
from kg.extract.filled import Filled, Roles
from kg.extract.frame import Frame


@dataclass(frozen=True, slots=True)
class Bond:
    """What binds those who fill the roles of a betrayal by what was told before it."""

    past: Fealties
    at: At
    filled: Filled
    roles: Roles

    def _numbers(self, role: str) -> set[int]:
        return {each.group.number for each in self.roles.get(role, ())}

    @property
    def kind(self) -> str:
        """The kind of the bond, empty for none."""
        kind = self.past.owed(self._numbers("betrayer"), self._numbers("betrayed"), self.at)
        told = all(each.via == "reference" for each in self.roles.get("betrayed", ()))
        return "kin" if kind == "son" and told else kind

    def lord_left(self, frame_: Frame) -> int | None:
        """Whom the betrayer was bound to, where the text does not say whom he betrays."""
        joined = self._numbers("beneficiary") if frame_.foe else None
        alone = frame_.owed and "betrayed" not in dict(frame_.roles)
        alone = alone or self._leaves(frame_)
        sought = alone or frame_.foe or self._speaks_of_lord(frame_)
        if not sought or frame_.event != "Betrayal" or "betrayed" in self.roles or joined == set():
            return None
        kinds = SERVICE if self._leaves(frame_) and not frame_.foe else SWORN
        lord = self.past.lord(self._numbers("betrayer"), self.at, kinds, against=joined)
        return None if lord in self._numbers("beneficiary") | self._numbers("betrayer") else lord

    @property
    def kind_of_breach(self) -> str:
        """What it is called to fight somebody in spite of the bond."""
        return {"man": "Rebellion", "son": "Rebellion", "peace": "TreatyBreach"}.get(
            self.kind, "TurningOnAlly"
        )

    def _leaves(self, frame_: Frame) -> bool:
        """Whether a verb says that somebody leaves, and no words whom: "rebelled in 1577"."""
        verbal = frame_.kind in _LEAVING and not frame_.nouns
        people = [
            each for each in self.roles.get("betrayer", ()) if each.group.kind == "person" and each.is_mere
        ]
        return verbal and bool(people) and not self._phrases(frame_)

    def _speaks_of_lord(self, frame_: Frame) -> bool:
        """Whether only a word for it stands where the betrayed is named: "drove out his benefactor"."""
        tree = self.filled.line.tree
        near = [each for place in self._phrases(frame_) for each in (place, *tree.under(place, "nmod"))]
        return any(tree.lemmas[each] in _LORDS for each in near if tree.units[each].mention < 0)

    def _phrases(self, frame_: Frame) -> list[int]:
        """What stands where the betrayed is named."""
        slots = [slot.name for slot in dict(frame_.roles).get("betrayed", ())]
        return [place for slot in slots for place in self.filled.slots.get(slot.removeprefix("owner-"), ())]


_LEAVING = frozenset({"Rebellion", "Defection"})
_LORDS = frozenset(
    """
    lord master benefactor patron protector host guest ally overlord suzerain sovereign liege employer
    partner comrade commander chief
    """.split()
)
