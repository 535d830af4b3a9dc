"""Pronouns and definite phrases: who they are, where that is safe."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extract import clause_mates, lexicon
from kg.extract.bearers import Group
from kg.extract.parse import Tree
from kg.extract.scene import Line, Scene

_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her hers herself".split())
_THEY = frozenset("they them their theirs themselves".split())
_REFLEXIVE = frozenset("himself herself themselves itself".split())
_SHE_TITLES = frozenset("Empress Queen Princess Lady Duchess Countess Dowager Tsarina".split())
_WEIGHT = {
    "nsubj": 4.0,
    "nsubj:pass": 4.0,
    "obj": 2.0,
    "appos": 2.0,
    "obl": 1.4,
    "nmod": 1.2,
    "conj": 2.0,
    "ROOT": 2.0,
}
_FADE = 0.45
_MARGIN = 1.25
_PLACES = frozenset("city town fortress stronghold village port".split())


@dataclass(slots=True)
class Presence:
    """How present each bearer is while the text is read."""

    weights: dict[int, float] = field(default_factory=dict)
    groups: dict[int, Group] = field(default_factory=dict)
    women: set[int] = field(default_factory=set)
    rebel: Group | None = None
    topic: Group | None = None

    def fade(self, factor: float = _FADE) -> None:
        """Let everything recede, as at the beginning of a sentence."""
        self.weights = {number: weight * factor for number, weight in self.weights.items() if weight > 0.05}

    def raise_(self, group: Group, weight: float) -> None:
        """Bring a bearer forward."""
        self.groups[group.number] = group
        self.weights[group.number] = max(self.weights.get(group.number, 0.0), weight) + 0.1

    def best(
        self, kinds: frozenset[str], *, but: frozenset[int] = frozenset(), women: bool | None = None
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
        if not ranked or ranked[0][0] < 0.5:
            return None
        if len(ranked) > 1 and ranked[0][0] < _MARGIN * ranked[1][0]:
            return None
        return self.groups[ranked[0][1]]

    def subject(self, but: frozenset[int], *, women: bool) -> Group | None:
        """Who the text is about, for when nobody stands out; he must still be near."""
        topic = self.topic
        if topic is None or topic.number in but or (topic.number in self.women) != women:
            return None
        highest = max(self.weights.values(), default=0.0)
        return topic if self.weights.get(topic.number, 0.0) > 0.2 * highest else None


def resolve(scene: Scene) -> None:
    """Fill the referents of every sentence, in the order of the text."""
    presence = Presence(women=_women(scene))
    block = -1
    for line in scene.lines:
        if line.reading.index != block:
            block = line.reading.index
            presence.fade(0.5)
        presence.fade()
        _line(scene, line, presence)


def _women(scene: Scene) -> set[int]:
    return {
        group.number
        for group in scene.register.all()
        if group.kind == "person" and any(_is_womans(name.split()) for name in group.names)
    }


def _is_womans(words: list[str]) -> bool:
    return bool(_SHE_TITLES & set(words)) or words[0] in lexicon.lines("women")


def _line(scene: Scene, line: Line, presence: Presence) -> None:
    tree = line.tree
    for place in range(len(tree.units)):
        if group := scene.bearer(line, place):
            presence.raise_(group, _weight(tree, place))
            _note_topic(tree, place, group, presence)
            continue
        found = _referents(scene, line, place, presence)
        if found:
            line.referents[place] = found
            for group in found:
                presence.raise_(group, _weight(tree, place) * 0.9)
                _note_topic(tree, place, group, presence)
    _note_rebel(scene, line, presence)


def _note_topic(tree: Tree, place: int, group: Group, presence: Presence) -> None:
    head = tree.heads[place]
    if group.kind == "person" and tree.deps[place] in {"nsubj", "nsubj:pass"} and tree.deps[head] == "ROOT":
        presence.topic = group


def _note_rebel(scene: Scene, line: Line, presence: Presence) -> None:
    """Who "the rebels" are from now on."""
    for place, lemma in enumerate(line.tree.lemmas):
        if lemma in {"rebel", "revolt", "rise", "mutiny"}:
            for child in line.tree.under(place, "nsubj", "compound", "nmod"):
                group = clause_mates.of_phrase(scene, line, child)
                if group and group.kind in {"person", "people"}:
                    presence.rebel = group


def _weight(tree: Tree, place: int) -> float:
    if tree.deps[place] == "appos" and tree.deps[tree.heads[place]] != "appos":
        return _weight(tree, tree.heads[place])
    weight = _WEIGHT.get(tree.deps[place], 1.0)
    if weight == 4.0 and tree.deps[tree.heads[place]] in {"ccomp", "acl", "advcl"}:
        weight = 1.3
    return weight if tree.units[place].kind != "people" else weight * 0.8


def _referents(scene: Scene, line: Line, place: int, presence: Presence) -> tuple[Group, ...]:
    word = line.tree.units[place].text.lower()
    if word in _HE or word in _SHE:
        return _person(scene, line, place, presence)
    if word in _THEY or word in {"its", "it"}:
        return _many(scene, line, place, presence)
    return _definite(scene, line, place, presence)


def _person(scene: Scene, line: Line, place: int, presence: Presence) -> tuple[Group, ...]:
    word = line.tree.units[place].text.lower()
    subject = clause_mates.subject(scene, line, place)
    if word in _REFLEXIVE:
        return (subject,) if subject and subject.kind == "person" else ()
    is_object = word in {"him", "her"} and line.tree.deps[place] in {"obj", "obl", "iobj", "nsubj"}
    if is_object and (owner := clause_mates.owner_of_subject(scene, line, place)):
        return (owner,)
    own = clause_mates.beside(scene, line, place) if is_object else frozenset()
    women = word in _SHE
    if women and not presence.women:
        return ()
    found = presence.best(frozenset({"person"}), but=own, women=women) or presence.subject(own, women=women)
    return (found,) if found else ()


def _many(scene: Scene, line: Line, place: int, presence: Presence) -> tuple[Group, ...]:
    word = line.tree.units[place].text.lower()
    kinds = frozenset({"polity", "people"})
    if word in _REFLEXIVE:
        subject = clause_mates.subject(scene, line, place)
        return (subject,) if subject and subject.kind in kinds else ()
    if word == "it":
        return ()
    subject = clause_mates.subject(scene, line, place)
    own = frozenset({subject.number}) if subject and word == "them" else frozenset()
    found = presence.best(kinds, but=own)
    return (found,) if found else ()


_OFFICERS = frozenset("general governor minister chancellor commander prince marshal".split())
_INTRUDERS = frozenset("rulers conquerors invaders masters besiegers attackers".split())


def _definite(scene: Scene, line: Line, place: int, presence: Presence) -> tuple[Group, ...]:
    tree = line.tree
    unit, lemma = tree.units[place], tree.lemmas[place]
    if lemma == "capital" and unit.mention < 0:
        return _capital(scene, line, place)
    if tree.tags[place] not in {"NOUN", "PROPN"} or unit.mention >= 0 or not _is_bare(tree, place):
        return ()
    if unit.text in _INTRUDERS:
        found = presence.best(frozenset({"polity", "people"}))
    elif lemma in lexicon.nouns().rulers | _OFFICERS:
        return _titled(presence, lemma)
    elif lemma in _PLACES:
        found = presence.best(frozenset({"place"}), but=_gone_to(scene, line, place))
    elif lemma == "rebel":
        found = presence.rebel
    else:
        found = presence.best(frozenset({"polity"})) if lemma in {"court", "dynasty"} else None
    return (found,) if found else ()


def _capital(scene: Scene, line: Line, place: int) -> tuple[Group, ...]:
    """As in "the siege of the Song capital": the place that was named last before."""
    tree = line.tree
    owned = any(
        (group := scene.bearer(line, child)) and group.kind == "polity" for child in tree.children[place]
    )
    named = any(tree.deps[child] in {"appos", "flat"} for child in tree.children[place])
    if not owned or named or tree.deps[place] in {"appos", "ROOT"}:
        return ()
    before = scene.previous(line)
    found = _last_place(scene, line, place)
    if found is None and before is not None:
        found = _last_place(scene, before, len(before.tree.units))
    return (found,) if found else ()


def _last_place(scene: Scene, line: Line, end: int) -> Group | None:
    groups = [scene.bearer(line, at) for at in range(end)]
    features = lexicon.nouns().geo_after
    cities = [
        each for each in groups if each and each.kind == "place" and each.name.split()[-1] not in features
    ]
    return cities[-1] if cities else None


def _gone_to(scene: Scene, line: Line, place: int) -> frozenset[int]:
    """The places of the sentence, when a city is taken back: somebody came there in the meantime."""
    tree = line.tree
    if tree.lemmas[tree.heads[place]] not in {"retake", "recapture", "recover", "regain", "reoccupy"}:
        return frozenset()
    return frozenset(group.number for each in range(place) if (group := scene.bearer(line, each)))


def _is_bare(tree: Tree, place: int) -> bool:
    """As in "the emperor", but not "the last Liao emperor" or "the emperor's brother Prince Kang"."""
    children = tree.children[place]
    articles = [each for each in children if tree.units[each].text.lower() == "the"]
    return bool(articles) and not any(
        tree.deps[each] in {"amod", "compound", "nmod", "appos", "acl", "nummod", "flat"}
        and tree.lemmas[each] != "new"
        for each in children
    )


def _titled(presence: Presence, office: str) -> tuple[Group, ...]:
    fitting = [
        (presence.weights[number], number)
        for number in presence.weights
        if any(
            office.capitalize() in name.split() or office in name.split()
            for name in presence.groups[number].names
        )
    ]
    if not fitting:
        return ()
    fitting.sort(reverse=True)
    if len(fitting) > 1 and fitting[0][0] < _MARGIN * fitting[1][0]:
        return ()
    return (presence.groups[fitting[0][1]],)


def notes(line: Line, places: Iterator[int]) -> Iterator[str]:
    """How the references at some places were understood."""
    for place in places:
        for group in line.referents.get(place, ()):
            yield f"“{line.tree.units[place].text}” is {group.name}"
