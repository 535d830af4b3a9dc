"""Who made a treaty that the text names without its parties."""

from collections.abc import Collection, Iterator, Sequence

from kg.extract import phrases, syntax
from kg.extract.bearers import Group
from kg.extract.events import Event
from kg.extract.parse import Tree
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene
from kg.extract.sightings import Sighting

_WHOLE = {"northern-song": "song", "southern-song": "song"}


def complete(scene: Scene, event: Event) -> None:
    """Add the parties that the authority file knows, else the states of the sentence if a pair."""
    for sighting in event.sightings:
        if len(event.numbers("party")) >= _PAIR:
            return
        found = list(_known(scene, sighting)) or list(_pair(scene, event, sighting.line))
        before = scene.previous(sighting.line)
        if not found and before and not event.numbers("party") and not _states(scene, event, sighting.line):
            found = list(_pair(scene, event, before)) or list(_pair_of_block(scene, event, sighting.line))
        _add(event, sighting, [each for each in found if each[0].number not in event.numbers("against")])
    if len(event.numbers("party")) < _PAIR:
        for look in (_people, _around):
            for sighting in event.sightings:
                _add(event, sighting, list(look(scene, event, sighting)))


_PAIR = 2


def _add(event: Event, sighting: Sighting, found: Sequence[tuple[Group, str]]) -> None:
    parties = event.roles.setdefault("party", {}) if found else {}
    for group, note in found:
        parties.setdefault(group.number, [(Filler(group, sighting.trigger, "inferred", note), sighting)])


def _around(scene: Scene, event: Event, sighting: Sighting) -> Iterator[tuple[Group, str]]:
    """Who does something by or through the treaty: "By the Treaty of Ried Austria guaranteed the king …"."""
    tree, taken = sighting.line.tree, event.numbers("party", "against")
    verb = next((each for each in tree.ancestors(sighting.trigger) if tree.tags[each] == "VERB"), -1)
    if verb < 0 or not (_is_means(tree, sighting.trigger) or sighting.name):
        return
    slots = syntax.slots(tree, verb)
    found = {
        each.group.number: each.group
        for slot in ("subject", "object", "object2", "to", "with")
        for place in slots.get(slot, ())
        for each in _parties(scene, sighting.line, place)
        if each.group.kind in {"polity", "person"} and each.group.number not in taken
    }
    if found and len(found) + len(event.numbers("party")) <= 2:
        for group in found.values():
            yield group, f"{group.name} takes part in what the treaty brings"


def _people(scene: Scene, event: Event, sighting: Sighting) -> Iterator[tuple[Group, str]]:
    """Whom "they" or "the two" are who agree, and who agreed where nobody is named: the two told of last."""
    line, known = sighting.line, event.numbers("party", "against")
    if sighting.nominal or (known and not _is_pronoun_left(line)):
        return
    before = scene.previous(line)
    below = _agents(scene, line, len(line.tree.units), {"person", "polity"}, within=sighting.trigger)
    if not known and len(below) == _PAIR:
        yield from ((group, f"{group.name} is told of with the treaty") for group in below.values())
        return
    for kinds in ({"person", "polity"}, {"person"}, {"polity"}):
        told = _agents(scene, line, sighting.trigger, kinds)
        if len({*told} | known) < _PAIR:
            told = _agents(scene, line, len(line.tree.units), kinds, behind={"to", "between", "with"})
        if len({*told} | known) < _PAIR and before is not None:
            told = _agents(scene, before, len(before.tree.units), kinds) | told
        found = [group for number, group in told.items() if number not in known]
        if len(found) + len(event.numbers("party")) == _PAIR:
            yield from ((group, f"{group.name} is one of the two told of here") for group in found)
            return


def _is_pronoun_left(line: Line) -> bool:
    """Whether a pronoun of the sentence may mean another party."""
    tree = line.tree
    return any(
        tree.units[place].text.lower() in {"him", "them", "they", "he", "both", "her"}
        and place not in line.referents
        for place in range(len(tree.units))
    )


def _agents(  # noqa: PLR0913  # one look at a sentence
    scene: Scene,
    line: Line,
    end: int,
    kinds: Collection[str],
    *,
    behind: Collection[str] = (),
    within: int = -1,
) -> dict[int, Group]:
    """The people and states that a sentence names or means up to a unit, states of people left out."""
    found: dict[int, Group] = {}
    places = range(min(end, len(line.tree.units)))
    for place in places if within < 0 else line.tree.subtree(within):
        group = scene.bearer(line, place)
        if group and group.kind in kinds and (line.tree.case(place) != "of" or _is_envoys(line.tree, place)):
            if behind and line.tree.case(place) not in behind:
                continue
            found[group.number] = group
    return found


def _is_envoys(tree: Tree, place: int) -> bool:
    """As in "envoys of Genghis Khan", for whom they speak."""
    return tree.lemmas[tree.heads[place]] in {"envoy", "envoys", "ambassador", "delegate", "man", "army"}


def _parties(scene: Scene, line: Line, place: int) -> Iterator[Filler]:
    """Whom a phrase names, or whose the thing is that it names."""
    yield from phrases.fillers(scene, line, place)
    for child in line.tree.under(place, "nmod"):
        if line.tree.case(child) in {"", "between", "with"}:
            yield from phrases.fillers(scene, line, child)


def _is_means(tree: Tree, place: int) -> bool:
    return tree.case(place) in {"by", "under", "in", "through", "at", "with"}


def _known(scene: Scene, sighting: Sighting) -> Iterator[tuple[Group, str]]:
    if sighting.mention is None:
        return
    block, number = sighting.mention
    entry = scene.readings[block].mentions[number].entry
    slugs = {slug for each in (entry.candidates if entry else ()) for slug in each.related}
    slugs |= {_WHOLE[slug] for slug in slugs if slug in _WHOLE}
    for group in scene.register.all():
        if group.kind == "polity" and any(each.ref.slug in slugs for each in group.candidates[:1]):
            yield group, f"the authority file names {group.name} as a party"


def _pair(scene: Scene, event: Event, line: Line) -> Iterator[tuple[Group, str]]:
    """The states of the sentence, if there are two and the parties already known are among them."""
    states = _states(scene, event, line)
    if len(states) == 2 and event.numbers("party") <= states.keys():
        for group in states.values():
            yield group, f"the sentence speaks of {' and '.join(each.name for each in states.values())} alone"


def _pair_of_block(scene: Scene, event: Event, line: Line) -> Iterator[tuple[Group, str]]:
    """The states of the paragraph, if it speaks of two alone."""
    against, block = event.numbers("against"), line.reading.index
    groups = [scene.of_mention(block, number) for number in range(len(line.reading.mentions))]
    states = {each.number: each for each in groups if each and each.kind == "polity"}
    if len(states) == 2 and not against & states.keys():
        for group in states.values():
            names = " and ".join(each.name for each in states.values())
            yield group, f"the paragraph speaks of {names} alone"


def _states(scene: Scene, event: Event, line: Line) -> dict[int, Group]:
    """The states of a sentence that may be parties."""
    against = event.numbers("against")
    states: dict[int, Group] = {}
    for number, _ in line.mentions():
        group = scene.of_mention(line.reading.index, number)
        if group and group.kind == "polity" and group.number not in against:
            states[group.number] = group
    return states


def of_foes(scene: Scene, event: Event, events: Sequence[Event]) -> None:
    """Who fought last before a treaty that has a name, where the text does not tell its parties at all."""
    told = event.names or event.numbers("place") or _has_own_date(event)
    if event.numbers("party") or not told or any(_is_named_again(event, each) for each in events):
        return
    if "same" in event.first.line.tree.lemmas and (again := _last(event, events, "Treaty", ("party",))):
        found = [each[0][0].group for each in again.roles["party"].values()]
        _add(event, event.first, [(each, f"the same as before, {each.name}") for each in found])
        return
    war = _last(event, events, "Campaign", ("attacker", "defender"))
    if war is not None:
        sides = [next(iter(war.roles[role].values()))[0][0].group for role in ("attacker", "defender")]
        note = " and ".join(each.name for each in sides) + " had fought each other last"
        _add(event, event.first, [(each, note) for each in sides])
    else:
        _add(
            event,
            event.first,
            [(each, f"{each.name} was spoken of last") for each in _spoken_of(scene, event)],
        )


def _has_own_date(event: Event) -> bool:
    """Whether the sentence that tells it tells when, too."""
    dated = event.dated
    return bool(dated and dated.when_span and dated.line.start <= dated.when_span[0] < dated.line.end)


def _is_named_again(event: Event, other: Event) -> bool:
    """Whether another treaty of the same year, whose parties are known, is the one that is meant."""
    same = other.event == "Treaty" and other is not event and bool(other.numbers("party"))
    return same and event.when is not None and other.when is not None and event.when.years == other.when.years


def _spoken_of(scene: Scene, event: Event) -> list[Group]:
    """The two states named last before a treaty."""
    found: dict[int, Group] = {}
    for line in reversed(scene.back(scene.lines[event.told_at], _WAR - 1)):
        for place in reversed(range(len(line.tree.units))):
            group = scene.bearer(line, place)
            if group and group.kind == "polity" and len(found) < _PAIR:
                found[group.number] = group
    return list(found.values()) if len(found) == _PAIR else []


def _last(event: Event, events: Sequence[Event], kind: str, roles: Sequence[str]) -> Event | None:
    """The event of a kind told last before another, where its roles are filled."""
    earlier = [
        each
        for each in events
        if each.event == kind
        and each is not event
        and all(each.numbers(role) for role in roles)
        and 0 <= event.step - each.step <= _LONG_WAR
    ]
    return max(earlier, key=lambda each: each.told_at, default=None)


_LONG_WAR = 25
"""Sentences through which who fought, or made a treaty, last is remembered."""
_WAR = 6
"""Sentences behind the fighting in which those who fought are still the ones who make peace."""


def of_war(event: Event, events: Sequence[Event]) -> None:
    """The sides of the war that is told right before, where the text names one party or none."""
    known = event.numbers("party")
    if len(known) >= _PAIR or event.numbers("against"):
        return
    wars = [
        each
        for each in events
        if each.event == "Campaign"
        and 0 <= event.step - each.step <= _WAR
        and each.first.line.reading.index <= event.first.line.reading.index
        and each.numbers("attacker")
        and each.numbers("defender")
        and (not known or known & each.numbers("attacker", "defender"))
    ]
    if not wars:
        return
    war = max(wars, key=lambda each: each.told_at)
    sides = [next(iter(war.roles[role].values()))[0][0].group for role in ("attacker", "defender")]
    note = " and ".join(each.name for each in sides) + " had fought each other"
    if (known and not all(each.number in known for each in sides)) or not known:
        _add(event, event.first, [(each, note) for each in sides])
