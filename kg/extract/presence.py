"""Who is present in the reader's mind while a text is read, and what is known of them so far."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.extract import lexicon, name_keys
from kg.extract.bearers import Group
from kg.extract.fact import Fact
from kg.extract.mentions import Mention, Reading
from kg.extract.scene import Scene

_FADE = 0.45
MARGIN = 1.25
"""How far ahead of others somebody must be to be meant."""
_SHE_TITLES = frozenset("Empress Queen Princess Lady Duchess Countess Dowager Tsarina".split())


_SOVEREIGNS = frozenset({"king", "emperor", "sultan", "tsar", "monarch", "sovereign"})


class Remembered(NamedTuple):
    """Who was present at one time."""

    weights: Mapping[int, float]
    topic: Group | None
    rebel: Group | None


@dataclass(slots=True)
class Presence:
    """How present each bearer is while the text is read, and who is whose kin and holds which office."""

    weights: dict[int, float] = field(default_factory=dict)
    groups: dict[int, Group] = field(default_factory=dict)
    women: set[int] = field(default_factory=set)
    rebel: Group | None = None
    topic: Group | None = None
    others: set[int] = field(default_factory=set)
    offices: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    realms: dict[int, dict[int, Group]] = field(default_factory=lambda: defaultdict(dict))
    kin: dict[tuple[int, str], dict[int, Group]] = field(default_factory=lambda: defaultdict(dict))

    def fade(self, factor: float = _FADE) -> None:
        """Let everything recede, as at the beginning of a sentence."""
        self.weights = {number: weight * factor for number, weight in self.weights.items() if weight > 0.05}

    def remembered(self) -> Remembered:
        """Who is present, and of whom the text is, before a sentence is read."""
        return Remembered(self.weights, self.topic, self.rebel)

    def recall(self, before: Remembered, kinds: Collection[str] = ()) -> None:
        """Let nobody recede, none of these kinds if some are given, behind a sentence that was about others.

        Those others are meant by no pronoun, though they may leave it unclear who is.
        """
        if not kinds:
            self.others |= {
                number for number, weight in self.weights.items() if weight > before.weights.get(number, 0.0)
            }
        for number, weight in before.weights.items():
            if not kinds or self.groups[number].kind in kinds:
                self.weights[number] = max(weight, self.weights.get(number, 0.0))
        if not kinds:
            self.topic, self.rebel = before.topic, before.rebel

    def return_to(self, named: Collection[int]) -> None:
        """Forget those others as soon as a sentence names anybody or anything else: the story goes on."""
        if self.others and not self.others.issuperset(named):
            self.weights = {
                number: each for number, each in self.weights.items() if number not in self.others
            }
            self.others.clear()

    def raise_(self, group: Group, weight: float) -> None:
        """Bring a bearer forward."""
        self.others.discard(group.number)
        self.groups[group.number] = group
        self.weights[group.number] = max(self.weights.get(group.number, 0.0), weight) + 0.1

    def best(
        self,
        kinds: frozenset[str],
        *,
        but: frozenset[int] = frozenset(),
        women: bool | None = None,
        margin: float = MARGIN,
    ) -> Group | None:
        """The most present bearer of some kinds, if it stands out."""
        ranked = sorted(
            (
                (weight, number)
                for number, weight in self.weights.items()
                if self.groups[number].kind in kinds
                and number not in but
                and (women is None or (number in self.women) == women)
            ),
            reverse=True,
        )
        return self._standing_out(ranked, margin) if ranked and ranked[0][0] >= 0.5 else None

    def _standing_out(self, ranked: list[tuple[float, int]], margin: float = MARGIN) -> Group | None:
        if not ranked or (len(ranked) > 1 and ranked[0][0] < margin * ranked[1][0]):
            return None
        return self.groups[ranked[0][1]] if ranked[0][1] not in self.others else None

    def subject(self, but: frozenset[int], *, women: bool) -> Group | None:
        """Who the text is about, for when nobody stands out; he must still be near."""
        topic = self.topic
        if topic is None or topic.number in but or (topic.number in self.women) != women:
            return None
        highest = max(self.weights.values(), default=0.0)
        if any(weight == highest and number in self.others for number, weight in self.weights.items()):
            return None
        return topic if self.weights.get(topic.number, 0.0) > 0.2 * highest else None

    def titled(self, office: str, realm: Group | None = None) -> Group | None:
        """Who "the king" is, or "the Song emperor": whoever has the office and stands out."""
        ruling = self.realms.get(realm.number, {}) if realm else {}
        fitting = [
            (weight, number)
            for number, weight in self.weights.items()
            if (number in ruling if realm else self._has_office(number, office))
        ]
        if not fitting and realm is None and office in _SOVEREIGNS:
            fitting = [
                (weight, number) for number, weight in self.weights.items() if self._has_number(number)
            ]
        return self._standing_out(sorted(fitting, reverse=True))

    def _has_office(self, number: int, office: str) -> bool:
        group = self.groups[number]
        words = {word for name in group.names for word in name.split()}
        return office in words or office.capitalize() in words or office in self.offices.get(number, ())

    def _has_number(self, number: int) -> bool:
        return any(name_keys.numbers(name) for name in self.groups[number].names)

    def relatives(self, owner: Group, noun: str, *, many: bool) -> tuple[Group, ...]:
        """Who "his father" or "her sons" are, as far as the text has told; one of several is nobody."""
        found = tuple(each.final() for each in self.kin.get((owner.number, noun), {}).values())
        if noun in {"father", "mother"}:
            found = tuple(each for each in found if (each.number in self.women) == (noun == "mother"))
        return found if len(found) == 1 or many else ()

    def learn(self, facts: Iterable[Fact]) -> None:
        """Remember who is whose kin, who rules what and who holds which office."""
        for fact in facts:
            subject = fact.subject.final()
            if fact.predicate == "heldOffice" and isinstance(fact.object, str):
                self.offices[subject.number].add(fact.object.split(" of ", maxsplit=1)[0].split()[-1].lower())
            if not isinstance(fact.object, Group):
                continue
            other = fact.object.final()
            if fact.predicate == "rulerOf":
                self.realms[other.number][subject.number] = subject
            elif fact.predicate == "childOf":
                self._join_siblings(subject, other)
                self._relate(subject, other, ("father", "mother", "parent"))
                self._relate(other, subject, ("daughter" if self._is_woman(subject) else "son", "child"))
            elif fact.predicate == "siblingOf":
                self._make_siblings(subject, other)

    def _join_siblings(self, child: Group, parent: Group) -> None:
        """Children of one parent are each other's brothers and sisters."""
        for noun in ("son", "daughter"):
            for other in list(self.kin.get((parent.number, noun), {}).values()):
                if other.final() is not child:
                    self._make_siblings(child, other.final())

    def _make_siblings(self, one: Group, other: Group) -> None:
        self._relate(one, other, ("sister",) if self._is_woman(other) else ("brother",))
        self._relate(other, one, ("sister",) if self._is_woman(one) else ("brother",))

    def _is_woman(self, group: Group) -> bool:
        return group.number in self.women

    def _relate(self, owner: Group, relative: Group, nouns: tuple[str, ...]) -> None:
        for noun in nouns:
            self.kin[owner.number, noun][relative.number] = relative


def women(scene: Scene) -> set[int]:
    """The people whom their names or the words beside them make women."""
    found = {
        group.number
        for group in scene.register.all()
        if group.kind == "person" and any(_is_womans(name.split()) for name in group.names)
    }
    for reading in scene.readings:
        for number, mention in enumerate(reading.mentions):
            group = scene.of_mention(reading.index, number)
            if group and group.kind == "person" and _is_called_woman(reading, mention):
                found.add(group.number)
    return found


def _is_womans(words: list[str]) -> bool:
    return bool(_SHE_TITLES & set(words)) or words[0] in lexicon.lines("women")


def _is_called_woman(reading: Reading, mention: Mention) -> bool:
    """As in "his sister Atia", "Sophia, a niece of the emperor"."""
    feminine = lexicon.nouns().feminine
    if reading.before(mention.first) in feminine or reading.after(mention.last) == "herself":
        return True
    if reading.before(mention.first) == "," and reading.before(mention.first, 2) in feminine:
        return True
    opened = reading.after(mention.last) in {",", "was"}
    return opened and any(
        reading.after(mention.last, at) in feminine
        and {reading.after(mention.last, each) for each in range(1, at)} <= _BETWEEN
        for at in (1, 2, 3)
    )


_BETWEEN = frozenset("a the his her their only eldest younger elder young second own".split())
