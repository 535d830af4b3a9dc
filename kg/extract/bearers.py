"""Who bears which names in one document: mentions grouped, one group for each person, state, place."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.extract import authority, kinds, lexicon, name_keys, told_apart
from kg.extract.authority import plain
from kg.extract.gazetteer import Entry
from kg.extract.mentions import Mention, Reading
from kg.model import Candidate


@dataclass(slots=True, eq=False)
class Group:
    """The names of one bearer while a document is read."""

    number: int
    kind: str
    names: dict[str, list[Mention]] = field(default_factory=dict)
    candidates: tuple[Candidate, ...] = ()
    known: str = ""
    merged: "Group | None" = None
    gloss: str = ""
    offices: set[str] = field(default_factory=set)
    namesakes: tuple[Candidate, ...] = ()
    aliases: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The fullest name that the text gives; of a state that only adjectives name, the usual one."""
        if (
            self.known
            and self.kind in {"polity", "people"}
            and all(_is_adjective(each) for each in self.mentions)
        ):
            return self.known
        if self.kind == "place":
            return max(
                self.names,
                key=lambda name: (
                    name_keys.is_readable(name),
                    len(self.names[name]),
                    -self.names[name][0].start,
                ),
            )
        proper = [name for name, found in self.names.items() if not all(map(_is_adjective, found))]
        return max(
            proper or self.names,
            key=lambda name: (name_keys.fullness(name), -min(m.start for m in self.names[name])),
        )

    @property
    def count(self) -> int:
        """How often it is named."""
        return sum(map(len, self.names.values()))

    @property
    def mentions(self) -> list[Mention]:
        """All its mentions in the order of the text."""
        return sorted((each for found in self.names.values() for each in found), key=lambda each: each.start)

    def final(self) -> "Group":
        """The group that this one was merged into."""
        group = self
        while group.merged is not None:
            group = group.merged
        return group


def _is_adjective(mention: Mention) -> bool:
    return mention.entry is not None and mention.entry.form != "name"


class Register:
    """The groups of a document, found by what they are called."""

    def __init__(self, decided: dict[str, str]) -> None:
        self._decided = decided
        self.groups: list[Group] = []
        self._by_key: dict[tuple[str, str], Group] = {}
        self._namesakes: dict[str, list[Group]] = {}
        self._by_part: dict[str, list[Group]] = defaultdict(list)

    def add(self, mention: Mention, gloss: str = "", office: str = "") -> Group | None:
        """The bearer of a mention, a new one if nobody has that name yet; None when its kind is unknown."""
        kind = kinds.kind_of(mention, self._decided)
        if kind in {"", "event"}:
            return None
        group = self._existing(kind, mention) or self._new(kind)
        group = self._apart(group, mention, gloss, office)
        self._name(group, mention)
        return group

    def enter(self, kind: str, mention: Mention) -> None:
        """A new bearer of a kind, whatever else the name may stand for."""
        self._name(self._new(kind), mention)

    def _apart(self, group: Group, mention: Mention, gloss: str, office: str) -> Group:
        """The right one of several bearers of a name, told apart by characters and offices."""
        if group.kind != "person":
            return group
        same = self._namesakes.setdefault(mention.name, [group])
        if gloss and all(each.gloss and each.gloss != gloss for each in same):
            same.append(self._new(group.kind))
            same[-1].gloss = gloss
        fitting = [each for each in same if gloss and each.gloss == gloss] or [
            each for each in same if office and office in each.offices
        ]
        chosen = (fitting or same[-1:])[0] if len(same) > 1 else group
        chosen.gloss = chosen.gloss or gloss
        chosen.offices |= {office} - {""}
        return chosen

    def find(self, kind: str, name: str) -> Group | None:
        """The bearer of a name, if there is one."""
        for key in name_keys.keys(kind, name):
            group = self._by_key.get((kind, key))
            if group is not None and not _is_another_number(name, group.final()):
                return group.final()
        return None

    def alias(self, group: Group, name: str, span: tuple[int, int]) -> None:
        """Another name that the text gives to a bearer."""
        group.aliases.setdefault(name, span)
        for key in name_keys.keys(group.kind, name):
            self._by_key.setdefault((group.kind, key), group)

    def of_somewhere(self, reading: Reading, mention: Mention) -> Group | None:
        """The person whom only his country tells apart: "Charles of Spain" is not any Charles."""
        following = kinds.country_behind(reading, mention)
        if (
            mention.shape not in {"open", "person"}
            or " " in mention.name
            or not following
            or kinds.kind_of(mention, self._decided) != "person"
        ):
            return None
        key = "person", f"{mention.name} of {following}"
        if key not in self._by_key and reading.after(mention.last) == ",":
            self._spoken_of(mention.name, key)
        group = self._by_key.setdefault(
            key, self._new("person") if key not in self._by_key else self._by_key[key]
        )
        self._name(group, mention)
        return group.final()

    def _spoken_of(self, name: str, key: tuple[str, str]) -> None:
        """Let a title stand for the only one of a name so far: "King John … his son John, King of"."""
        told_apart = any(kind == "person" and other.startswith(f"{name} of ") for kind, other in self._by_key)
        found = None if told_apart else self.find("person", name)
        if found and not any(map(name_keys.is_throne, found.names)):
            self._by_key[key] = found

    def gloss(self, group: Group, mention: Mention) -> None:
        """The characters of a name; they tell which candidate is meant."""
        self._name(group.final(), mention)

    def merge(self, group: Group, other: Group) -> None:
        """Make one bearer of two."""
        group, other = group.final(), other.final()
        if group is other or group.kind != other.kind:
            return
        for name, mentions in other.names.items():
            group.names.setdefault(name, []).extend(mentions)
        group.aliases |= other.aliases
        group.candidates = _narrowed(group.candidates, other.candidates)
        group.known = group.known or other.known
        group.gloss = group.gloss or other.gloss
        other.merged = group

    def move(self, mention: Mention, group: Group, other: Group) -> Group:
        """Take a mention from one bearer and give it to another."""
        group.names[mention.name] = [each for each in group.names[mention.name] if each != mention]
        if not group.names[mention.name]:
            del group.names[mention.name]
        self._name(other, mention)
        return other

    def all(self) -> Iterator[Group]:
        """The bearers, merged ones once."""
        return (group for group in self.groups if group.merged is None)

    def _new(self, kind: str) -> Group:
        group = Group(len(self.groups), kind)
        self.groups.append(group)
        return group

    def _existing(self, kind: str, mention: Mention) -> Group | None:
        known = _known_name(kind, mention.entry) if mention.entry else ""
        if known and (usual := self._by_key.get((kind, f"={known}"))):
            return usual.final()
        if known and (namesake := self.find(kind, known)):
            return namesake
        if found := self.find(kind, mention.name):
            return found
        for candidate in _candidates(kind, mention.name, mention.entry):
            if found := self._by_key.get((kind, f"@{candidate.ref.slug}")):
                return found.final()
        return self._by_short_name(kind, mention)

    def _by_short_name(self, kind: str, mention: Mention) -> Group | None:
        """The person most spoken of so far whose full name this surname or given name is part of."""
        if kind != "person":
            return None
        fitting = [group.final() for group in self._by_part.get(plain(name_keys.bare(mention.name)), ())]
        held = [
            group for group in fitting if any(kinds.title_of(name) == mention.name for name in group.names)
        ]
        if held:
            return max(held, key=lambda group: max(each.start for each in group.mentions))
        if not fitting or " " in name_keys.bare(mention.name):
            return fitting[-1] if fitting else None
        if plain(name_keys.bare(mention.name)) in lexicon.lines("given"):
            return max(fitting, key=lambda group: max(each.start for each in group.mentions))
        return max(fitting, key=lambda group: group.count)

    def _name(self, group: Group, mention: Mention) -> None:
        group.names.setdefault(mention.name, []).append(mention)
        for key in name_keys.keys(group.kind, mention.name):
            self._by_key.setdefault((group.kind, key), group)
        if mention.entry:
            self._note(group, mention.entry, mention.name)
        if group.kind == "person" and (title := kinds.title_of(mention.name)):
            self._by_part[plain(title)].append(group)
        words = name_keys.bare(mention.name).split()
        if group.kind == "person" and len(words) > 1 and "of" not in words:
            for part in name_keys.parts(words):
                if group not in self._by_part[plain(part)]:
                    self._by_part[plain(part)].append(group)
                early = self._by_key.get((group.kind, plain(part)))
                if early and _is_only(early, part) and early is not group:
                    self.merge(group, early)

    def _note(self, group: Group, entry: Entry, name: str) -> None:
        candidates = _candidates(group.kind, name, entry)
        group.candidates = _narrowed(group.candidates, candidates)
        for candidate in group.candidates[:1] if group.kind == "polity" else group.candidates:
            self._by_key.setdefault((group.kind, f"@{candidate.ref.slug}"), group)
        if known := _known_name(group.kind, entry):
            group.known = known
            self._by_key.setdefault((group.kind, f"={known}"), group)
            for key in name_keys.keys(group.kind, known):
                self._by_key.setdefault((group.kind, key), group)


def _is_only(group: Group, part: str) -> bool:
    """Whether somebody has no other name so far than a surname or a given name, and is hardly spoken of."""
    return group.merged is None and set(group.names) == {part} and group.count < 3


def _is_another_number(name: str, group: Group) -> bool:
    """Whether a ruler's number tells him apart: "King Edward II" is not "King Edward I"."""
    number = name_keys.numbers(name) if group.kind == "person" else set()
    known = {each for other in group.names for each in name_keys.numbers(other)} if number else set()
    return bool(known) and not number & known


def _known_name(kind: str, entry: Entry) -> str:
    return next((each.name for each in entry.known if each.kind == kind), "")


def _candidates(kind: str, name: str, entry: Entry | None) -> tuple[Candidate, ...]:
    fitting = [each for each in entry.candidates if each.ref.kind == kind] if entry else []
    preferred = authority.load().preferred.get(name)
    return tuple(sorted(fitting, key=lambda each: each.ref != preferred))


def _narrowed(one: tuple[Candidate, ...], other: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    both = tuple(each for each in one if each in other)
    return both or one or other


def _glossed(reading: Reading, place: int, borne: dict[tuple[int, int], Group]) -> Group | None:
    """The bearer of the name right before characters in brackets."""
    mention = reading.mentions[place]
    if place == 0 or mention.text[0] < "\u2e80" or reading.before(mention.first) != "(":
        return None
    before = reading.mentions[place - 1]
    return borne.get((reading.index, place - 1)) if before.last == mention.first - 1 else None


def groups(
    readings: Sequence[Reading], decided: dict[str, str]
) -> tuple[Register, dict[tuple[int, int], Group]]:
    """The bearers of a document, and who bears each mention, by block and place in its list."""
    register = Register(decided)
    borne: dict[tuple[int, int], Group] = {}
    for reading in readings:
        for place, mention in enumerate(reading.mentions):
            if glossed := _glossed(reading, place, borne):
                register.gloss(glossed, mention)
                borne[reading.index, place] = glossed
            elif kinds.is_conferred(reading, mention):
                continue
            elif group := register.of_somewhere(reading, mention) or register.add(
                mention, *told_apart.told_apart(reading, mention)
            ):
                borne[reading.index, place] = group
    return register, borne
