"""An event that a model proposes, with its parts found in the document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Self

from kg.extract import authority
from kg.extract.date_readers import Anchor
from kg.extract.dates import dates
from kg.extract.when import When
from kg.extract.writing import when_claims
from kg.model import Bearer, Ref, Value
from kg.proposals.grounding import Grounding, Groundless
from kg.proposals.known import Key, family
from kg.proposals.proposal import EventProposal

_CORE: Final = {
    "Treaty": frozenset({"party"}),
    "Campaign": frozenset({"attacker", "defender", "target", "place", "commander"}),
    "Betrayal": frozenset({"betrayer", "betrayed"}),
}
"""The roles of which one must be filled."""
_NARROW: Final = frozenset({"Rebellion", "Defection", "Surrender"})
_LABEL: Final = 60


@dataclass(frozen=True, slots=True)
class Happening:
    """The proposal, whom its roles name, and its date."""

    proposal: EventProposal
    roles: tuple[tuple[str, Ref], ...]
    when: When | None

    @classmethod
    def of(cls, proposal: EventProposal, roles: Sequence[tuple[str, Ref]], grounding: Grounding) -> Self:
        """A proposal whose parts are found; one in which nobody has a part is dropped."""
        if not {role for role, _ in roles} & _CORE[family(proposal.event)]:
            raise Groundless("vocabulary: nobody is named who takes part")
        return cls(proposal, tuple(dict.fromkeys(roles)), _date(proposal, grounding))

    @property
    def participants(self) -> frozenset[Ref]:
        """Everybody and everything with a part in it."""
        return frozenset(ref for _, ref in self.roles)

    def bearer(self, event: Ref) -> Bearer:
        """What tells it from other events, for it to be known again in other documents."""
        kind = self.proposal.kind if self.proposal.kind in _NARROW else self.proposal.event
        years = self.when.years if self.when else None
        contemporary = tuple(
            each
            for each in authority.load().events
            if years
            and each.start is not None
            and each.start <= years[1]
            and (each.end or each.start) >= years[0]
        )
        return Bearer(
            event,
            self._label,
            contemporary,
            years,
            type=kind,
            parties=tuple(sorted(self.participants)),
            places=any(role in {"target", "place"} for role, _ in self.roles),
        )

    def naming(self, event: Ref) -> Iterator[Key]:
        """Its class and a label, and whom it must have but nobody names."""
        yield event, "rdf:type", f"cy:{self.proposal.event}"
        yield event, "skos:prefLabel", Value(self._label, language="en")
        named = [role for role, _ in self.roles]
        if self.proposal.event == "Betrayal" and "betrayed" not in named:
            yield event, "cy:unnamedBetrayed", Value("true", "xsd:boolean")
        if self.proposal.event == "Treaty" and named.count("party") < 2:
            yield event, "cy:unnamedParty", Value("true", "xsd:boolean")

    def statements(self, event: Ref) -> Iterator[Key]:
        """Its roles, date, kind and outcome."""
        for role, ref in self.roles:
            yield event, f"cy:{role}", ref
        if self.when:
            yield from when_claims(event, "cy:", self.when)
        if self.proposal.event == "Betrayal":
            yield event, "cy:betrayalKind", f"cy:{self.proposal.kind or 'OtherBetrayal'}"
        if self.proposal.outcome:
            yield event, "cy:outcome", f"cy:{self.proposal.outcome}"

    @property
    def _label(self) -> str:
        return f"{self.proposal.event}: {' '.join(self.proposal.quote.split())[:_LABEL]}"


def _date(proposal: EventProposal, grounding: Grounding) -> When | None:
    """The date whose words the model copied, read as the first reader reads dates."""
    if not proposal.date:
        return None
    if grounding.find(proposal.date, grounding.sentence(proposal)) is None:
        raise Groundless(f"quote: the date {proposal.date!r} does not stand in that sentence")
    read, _ = dates(proposal.date, 0, Anchor())
    return read[0].when if len(read) == 1 else None
