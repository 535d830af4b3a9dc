"""Facts that stand right around a name: offices, states, peoples, kin, capitals.

They are read from the words before and behind a name, in the order of the text, so that they hold
where the syntax of a long title would not be parsed well.
"""

from collections.abc import Iterator

from kg.extract import appositions, lexicon, realms, ruling_peoples, under
from kg.extract.bearers import Group
from kg.extract.fact import Fact
from kg.extract.near import Near, gap_between
from kg.extract.scene import Line, Scene


def facts(scene: Scene, line: Line) -> Iterator[Fact]:
    """The facts around the names of one sentence."""
    near = [
        Near(line, number, mention, group)
        for number, mention in line.mentions()
        if (group := scene.of_mention(line.reading.index, number))
    ]
    for place, each in enumerate([one._replace(others=tuple(near)) for one in near]):
        before = near[place - 1] if place else None
        after = near[place + 1] if place + 1 < len(near) else None
        if each.group.kind == "person":
            yield from _person(scene, each, before, after)
        elif each.group.kind == "polity":
            yield from realms.polity(each, before, after)
            yield from ruling_peoples.facts(each, after)
            yield from appositions.facts(scene, each)
            yield from _people_in_name(scene, each)
        elif each.group.kind == "place":
            yield from realms.place(each, before, after)
            yield from appositions.facts(scene, each)
        elif each.group.kind == "force":
            yield from _force(each, before, after)


_LED_BY = (
    ["of"],
    ["under"],
    ["led", "by"],
    ["commanded", "by"],
    [",", "led", "by"],
    [",", "commanded", "by"],
)


def _force(each: Near, before: Near | None, after: Near | None) -> Iterator[Fact]:
    """As in "Guo Yaoshi's Ever-Victorious Army", "the Fifth Army under General Clark"."""
    if before and before.group.kind in {"person", "polity"} and gap_between(before, each) in (["’s"], ["'s"]):
        yield Fact(before.group, "commanded", each.group, each.line, "owner-of-force", 0.8)
    near = each.line.reading.before(each.mention.first) == "("
    if near and before and before.group.kind == "person" and before.mention.last == each.mention.first - 1:
        yield Fact(before.group, "commanded", each.group, each.line, "force-in-bracket", 0.75)
    if after and after.group.kind == "person" and gap_between(each, after) in _LED_BY:
        yield Fact(after.group, "commanded", each.group, each.line, "leader-of-force", 0.8)


def _people_in_name(scene: Scene, each: Near) -> Iterator[Fact]:
    """As in "the Jurchen Jin Dynasty": the people is part of the state's name."""
    first, _, rest = each.mention.name.partition(" ")
    people = scene.register.find("people", first) or scene.register.find("people", f"{first}s")
    if rest and people:
        yield Fact(each.group, "ledByPeople", people, each.line, "people-in-name", 0.85)


def _person(scene: Scene, each: Near, before: Near | None, after: Near | None) -> Iterator[Fact]:
    if before:
        yield from _before_person(each, before)
        yield from _one_of_people(each, before)
        if before.group.kind == "person" and gap_between(before, each) in (["son", "of"], ["daughter", "of"]):
            yield Fact(before.group, "childOf", each.group, each.line, "son-of", 0.85)
    yield from _own_title(scene, each, after)
    yield from _throne_in_title(scene, each)
    yield from _office_in_name(each)
    yield from appositions.facts(scene, each)


def _before_person(each: Near, before: Near) -> Iterator[Fact]:
    """As in "the Liao marshal Xiao Gan", "a Tibetan chieftain, Panluozhi", "Aguda's brother Wuqimai"."""
    gap = [word.lower() for word in gap_between(before, each)]
    if (
        before.group.kind == "polity"
        and gap == []
        and before.mention.last == each.mention.first
        and each.mention.name.split()[0] in lexicon.nouns().royal
    ):
        yield from _rules(each, before, "state-and-title", 0.8)
    yield from under.facts(each, before)


def _one_of_people(each: Near, before: Near) -> Iterator[Fact]:
    """As in "the Goth Alaric", "a Sogdian named An Yanyan", but not in "the Goths' Alaric"."""
    gap, reading = gap_between(before, each), each.line.reading
    adjective = before.mention.entry is not None and before.mention.entry.form != "name"
    if before.group.kind == "polity" and gap == [] and adjective:
        one = reading.before(before.mention.first).lower() == "the" and not before.mention.name.endswith("s")
        titled = each.mention.name.split()[0] in lexicon.nouns().royal
        if one and not titled and not lexicon.is_common(each.mention.name.lower()):
            yield Fact(each.group, "served", before.group, each.line, "one-of-state", 0.65)
        return
    if (
        before.group.kind != "people"
        or gap not in ([], ["named"], ["called"])
        or before.mention.name.endswith("s")
    ):
        return
    if reading.before(before.mention.first).lower() in {"the", "a", "an", "young", "old"}:
        yield Fact(each.group, "memberOfPeople", before.group, each.line, "one-of-people", 0.8)


def _rules(each: Near, state: Near, rule: str, confidence: float) -> Iterator[Fact]:
    yield Fact(each.group, "rulerOf", state.group, each.line, rule, confidence)


_ROYAL = frozenset(
    "Emperor King Queen Tsar Czar Sultan Khan Shah Khagan Caliph Doge Shogun Kaiser Empress".split()
)
_SMALL = frozenset("Duke Count Margrave Elector Archduke Landgrave Duchess Countess Emir".split())


_OF = (["of"], ["of", "the"])
_OF_LANDS = frozenset({"King", "Queen", "Raja", "Maharaja", "Rana", "Sultan"})


def _own_title(scene: Scene, each: Near, after: Near | None) -> Iterator[Fact]:
    """As in "Emperor Renzong of the Song", "King Henry IV of France", "Emperors Huizong and Qinzong"."""
    words = each.mention.name.split()
    numbered = any(lexicon.is_roman(word) for word in words[1:])
    titled = any(_ROYAL & set(name.replace("Emperors", "Emperor").split()) for name in each.group.names)
    titled = (
        titled
        or words[0] in _OF_LANDS
        or "Emperors" in {each.line.reading.before(each.mention.first, at) for at in (1, 3)}
    )
    small = words[0] in _SMALL
    if not (titled or numbered or small) or "Dowager" in words:
        yield from _of_country(each, after)
        return
    crowned = words[0] in _OF_LANDS and after and after.group.kind == "place"
    if after and (after.group.kind == "polity" or crowned) and gap_between(each, after) in _OF:
        yield from _rules(each, after, "title-name-of-state", 0.9)
    elif titled:
        yield from _known_ruler(scene, each)


def _of_country(each: Near, after: Near | None) -> Iterator[Fact]:
    """As in "Frederick Augustus of Saxony": who is named by a state alone rules it, if he is no woman."""
    words, reading = each.mention.name.split(), each.line.reading
    known = lexicon.nouns()
    if after is None or after.group.kind != "polity" or gap_between(each, after) != ["of"]:
        return
    if words[0] in known.titles | known.royal or words[0] in lexicon.lines("women"):
        return
    before = reading.before(each.mention.first)
    plain = not before.islower() or before in _PLAIN
    if (
        plain
        and after.mention.name == after.group.name
        and after.mention.name.split()[-1] not in known.states
    ):
        yield from _rules(each, after, "named-by-state", 0.65)


_PLAIN = frozenset("and with by of to against that when but whom for from while under after as where".split())


_THRONES = frozenset(
    """
    King Emperor Tsar Czar Sultan Shah Doge Caliph Khan Elector Archduke Duke Count Margrave Landgrave Emir
    Nawab Nizam Raja Maharaja Rana
    """.split()
)


_CHOSEN = frozenset({"Elector", "Nawab", "Nizam", "Doge", "Hetman", "Stadtholder"})
"""Titles of lands that are offices, too."""


def _throne_in_title(scene: Scene, each: Near) -> Iterator[Fact]:
    """As in "Matthias, King of Hungary": the state is part of the title."""
    title, _, state = each.mention.name.partition(" of ")
    if title in _CHOSEN and state:
        yield Fact(each.group, "heldOffice", f"{title.lower()} of {state}", each.line, "title-of-land", 0.8)
    elif each.mention.name == "Elector Palatine":
        yield Fact(each.group, "heldOffice", each.mention.name, each.line, "title-of-land", 0.8)
    if title in _THRONES and (ruled := scene.register.find("polity", state)):
        yield Fact(each.group, "rulerOf", ruled, each.line, "throne-in-title", 0.85)


_OFFICES = frozenset(
    """
    Pope Cardinal Bishop Archbishop Abbot Patriarch Regent Peshwa Chancellor Governor Governor-General Viceroy
    Prefect Consul Proconsul Dictator Vizier Admiral Marshal General Constable Legate Exarch President Premier
    Ambassador Stadtholder Chamberlain Treasurer Doge Shogun Caliph
    """.split()
)
_BEFORE_OFFICES = frozenset("Grand Field Lord Vice High Prime Chief Great Brigadier Major Lieutenant".split())


def _office_in_name(each: Near) -> Iterator[Fact]:
    """As in "Cardinal Giuliano Cesarini", "Grand Vizier Sokollu": the title is part of the name."""
    words = each.mention.name.split()
    first = words[0] in _BEFORE_OFFICES
    title, name = words[: first + 1], words[first + 1 :]
    if title[-1] in _OFFICES and name and name[0] != "of":
        yield Fact(each.group, "heldOffice", " ".join(title).lower(), each.line, "office-in-name", 0.8)


def _known_ruler(scene: Scene, each: Near) -> Iterator[Fact]:
    """The text says "Emperor", the authority file of which state, and the text speaks of that state."""
    states = {
        group.number: group
        for group in scene.register.all()
        if group.kind == "polity" and is_of(each.group, group)
    }
    if len(states) == 1:
        yield Fact(each.group, "rulerOf", next(iter(states.values())), each.line, "title-and-authority", 0.75)


_PARTS = {"northern-song", "southern-song"}


def is_of(person: Group, state: Group) -> bool:
    """Whether the authority file ties a person to a state."""
    known = {candidate.ref.slug for candidate in state.candidates}
    known |= _PARTS if "song" in known else set()
    return any(candidate.related & known for candidate in person.candidates)
