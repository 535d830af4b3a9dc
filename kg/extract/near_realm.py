"""Of which town or state somebody is "its king", "its governor": the one named last."""

from collections.abc import Iterator

from kg.extract import lexicon, phrases
from kg.extract.bearers import Group
from kg.extract.scene import Line, Scene

_REALMS = frozenset({"place", "polity"})


def of(scene: Scene, line: Line, pronoun: int) -> Group | None:
    """The state, or else the place, named last before "its", where a ruler or an officer follows."""
    nouns = lexicon.nouns()
    if line.tree.lemmas[line.tree.heads[pronoun]] not in nouns.rulers | nouns.ranks | _IN_TOWNS:
        return None
    before = scene.previous(line)
    officer = line.tree.lemmas[line.tree.heads[pronoun]] in _IN_TOWNS
    if officer and _of_army(line, pronoun, before):
        return _army_owner(scene, line, pronoun) or (
            _army_owner(scene, before, len(before.tree.units)) if before else None
        )
    found = list(_named(scene, line, pronoun, men=not officer))
    if not found and before is not None:
        found = list(_named(scene, before, len(before.tree.units), men=not officer))
    states = [each for each in found if each.kind == "polity"]
    realm = (states or found)[-1] if found else None
    of_state = realm is not None and realm.kind == "place" and not officer
    return _state_of(scene, line, realm) if realm and of_state else realm


_IN_TOWNS = frozenset(
    "governor castellan commandant defender satrap prefect warden commander captain mayor garrison".split()
)
_OF_ARMIES = frozenset({"commander", "captain"})


def _of_army(line: Line, pronoun: int, before: Line | None) -> bool:
    """As in "routed a Russian army; its commander": an army has one as well."""
    if line.tree.lemmas[line.tree.heads[pronoun]] not in _OF_ARMIES:
        return False
    words = {unit.text for unit in line.tree.units[:pronoun]}
    words |= {unit.text for unit in before.tree.units} if before else set()
    return bool(words & lexicon.nouns().army - _TOWNSMEN)


def _army_owner(scene: Scene, line: Line, end: int) -> Group | None:
    """Whose the army is that was named last."""
    armies = [at for at in range(end) if line.tree.units[at].text in lexicon.nouns().army - _TOWNSMEN]
    owners = phrases.owners(scene, line, armies[-1]) if armies else ()
    return next((each.group for each in owners if each.group.kind == "polity"), None)


_TOWNSMEN = frozenset("court camp side men dynasty state empire kingdom throne king emperor ruler".split())


def _named(scene: Scene, line: Line, end: int, *, men: bool) -> Iterator[Group]:
    """The towns and states named before a unit, rivers left out; or not those whose men alone are named."""
    for place in range(end):
        group = scene.bearer(line, place)
        mention = line.mention(place)
        named = men or mention is None or mention.entry is None or mention.entry.form == "name"
        if group is not None and group.kind in _REALMS and named and not _is_feature(group):
            yield group


def _is_feature(group: Group) -> bool:
    return group.kind == "place" and group.name.split()[-1] in lexicon.nouns().geo_after


def _state_of(scene: Scene, line: Line, town: Group) -> Group | None:
    """The state whose capital a town was said to be; nobody where it is some capital."""
    for before in scene.lines[: line.number]:
        for fact in before.facts:
            if (
                fact.predicate == "capitalOf"
                and fact.subject.final() is town
                and isinstance(fact.object, Group)
            ):
                return fact.object.final()
    return (
        None if any(_is_capital(scene, before, town) for before in scene.lines[: line.number + 1]) else town
    )


def _is_capital(scene: Scene, line: Line, town: Group) -> bool:
    """As in "the capital, Zhongxing", "Sabi, the capital"."""
    reading = line.reading
    for number, mention in line.mentions():
        if scene.of_mention(reading.index, number) is town:
            before = [reading.before(mention.first, at) for at in (1, 2)]
            behind = [reading.after(mention.last, at) for at in (0, 1, 2, 3)]
            if before == [",", "capital"] or (behind[0] == "," and "capital" in behind):
                return True
    return False
