"""Kin told apart from the word for them: "four sons who lived: Henry, …", "his third, Nobutaka"."""

from collections.abc import Iterator, Sequence

from kg.extract import lexicon
from kg.extract.bearers import Group
from kg.extract.fact import Fact
from kg.extract.mentions import Mention
from kg.extract.near import behind_bracket
from kg.extract.scene import Line, Scene

Named = tuple[Mention, Group]

_MARKS = frozenset({":", "–", "—"})
_REACH = 10
_COUNTS = {word: count for count, word in enumerate("two three four five six seven".split(), start=2)}


def behind_mark(scene: Scene, line: Line, place: int) -> list[Group]:
    """As in "between his four sons: Charibert got Paris, …", "three sons who lived: Edgar, …".

    Either there are as many as were counted, or each begins what is told of him.
    """
    units, reading = line.tree.units, line.reading
    if units[place].text not in _PLURALS:
        return []
    people = [each for each in _people(scene, line) if each[0].first >= units[place].last]
    first = people[0][0].first if people else line.sentence.last
    marks = (at for at in range(units[place].last, min(units[place].last + _REACH, first)))
    at = next((each for each in marks if reading.after(each) in _MARKS), -1)
    if at < 0:
        return []
    groups = list({group.number: group for _, group in people}.values())
    said = reading.before(units[place].first).lower(), reading.before(units[place].first, 2).lower()
    count = next((_COUNTS[word] for word in said if word in _COUNTS), 0)
    if count:
        return groups if len(groups) == count else []
    before = {reading.before(mention.first) for mention, _ in people}
    return groups if len(groups) > 1 and (before <= {*_MARKS, ",", ";", "and"} or before == {"to"}) else []


_PLURALS = frozenset("sons daughters children boys girls brothers sisters".split())


def _people(scene: Scene, line: Line) -> list[Named]:
    found = ((mention, scene.of_mention(line.reading.index, at)) for at, mention in line.mentions())
    people = [(mention, group) for mention, group in found if group is not None and group.kind == "person"]
    return sorted(people, key=lambda each: each[0].first)


_ORDINALS = frozenset("first second third fourth fifth sixth elder eldest younger youngest other".split())
_BEFORE = frozenset("the his her their a another".split())


def further(scene: Scene, line: Line, known: Sequence[Fact]) -> Iterator[Fact]:
    """As in "while his third, Nobutaka, sided with Ieyasu", "the younger ones, Louis and Charles"."""
    before = scene.previous(line)
    told = [*(before.facts if before else ()), *known]
    last = next((each for each in reversed(told) if each.predicate in {"childOf", "siblingOf"}), None)
    if last is None or not isinstance(last.object, Group) or not _speaks_of_kin(line, before):
        return
    for mention, group in _people(scene, line):
        if _is_further(line, mention) and group is not last.subject.final():
            for each in (group, *_joined(scene, line, mention)):
                yield from _like(last, each, line)


def _speaks_of_kin(line: Line, before: Line | None) -> bool:
    """Whether a word for kin stands near, so that "the younger" is one of them."""
    nouns = lexicon.nouns()
    near = [*line.tree.lemmas, *(before.tree.lemmas if before else ())]
    return bool(set(near) & (nouns.kin_child | nouns.kin_sibling))


def _is_further(line: Line, mention: Mention) -> bool:
    """Whether "the younger ones," or "his third," stands before a name, with a mark behind it."""
    reading, at = line.reading, mention.first
    behind = [reading.after(mention.last, each) for each in range(4)]
    if behind[0] == "," and behind[1] in _BEFORE and behind[2] in _ORDINALS and behind[3] in {",", ";"}:
        return True  # "Saif ad-Din, the eldest, held Mosul"
    if reading.before(at) != ",":
        return False
    at -= 1
    while reading.before(at) in {"ones", "one"} or reading.before(at) in _COUNTS:
        at -= 1
    if reading.before(at).lower() not in _ORDINALS or reading.before(at, 2).lower() not in _BEFORE:
        return False
    return reading.after(behind_bracket(reading, mention.last)) in {",", "and", ";", "."}


def _joined(scene: Scene, line: Line, mention: Mention) -> Iterator[Group]:
    """Who is named behind "and", where several are told of."""
    reading = line.reading
    if reading.before(mention.first, 2) != "ones":
        return
    at = behind_bracket(reading, mention.last)
    for other, group in _people(scene, line):
        if other.first == at + 1 and reading.after(at) in {"and", ","}:
            yield group
            at = behind_bracket(reading, other.last)


def _like(last: Fact, group: Group, line: Line) -> Iterator[Fact]:
    """The same kinship for one more: the child of the same parent, the sibling of both."""
    other = last.object
    if not isinstance(other, Group):
        return
    note = f"one more {'child' if last.predicate == 'childOf' else 'sibling'} of {other.final().name}"
    known = [other] if last.predicate == "childOf" else [other, last.subject]
    for one in known:
        if one.final() is not group:
            yield Fact(group, last.predicate, one, line, "one-more-of-kin", 0.75, note)


def next_sentence(scene: Scene, line: Line) -> Iterator[Fact]:
    """As in "Shah Jahan had four sons. From left: Dara, Shuja, Aurangzeb and Murad": as many as were told.

    The sentence before names none of them.
    """
    before = scene.previous(line)
    people = _people(scene, line) if before else []
    listed = [each for each in _lists(line, people) if len(each) > 1]
    if before is None or len(listed) != 1:
        return
    for place, unit in enumerate(before.tree.units):
        count = _COUNTS.get(before.reading.before(unit.first).lower(), 0)
        if unit.text in _PLURALS and count == len(listed[0]):
            parents = list(_whose(scene, before, place))
            if len(parents) == 1 and not behind_mark(scene, before, place) and _is_last(scene, before, place):
                for group in listed[0]:
                    note = f"the {count} {unit.text} of {parents[0].name} are told before"
                    predicate = "childOf" if unit.text not in {"brothers", "sisters"} else "siblingOf"
                    if group is not parents[0]:
                        yield Fact(group, predicate, parents[0], line, "kin-next-sentence", 0.75, note)


def _lists(line: Line, people: Sequence[Named]) -> Iterator[list[Group]]:
    """The people named one after the other, with commas and "and" between."""
    reading, found, end = line.reading, list[Group](), -1
    for mention, group in people:
        if end < 0 or not {reading.tokens[at].text for at in range(end, mention.first)} <= {",", "and"}:
            yield found
            found = []
        found.append(group)
        end = behind_bracket(reading, mention.last)
    yield found


def _whose(scene: Scene, line: Line, place: int) -> Iterator[Group]:
    """Whose kin a plural is: by "his", or by "had" and "left"."""
    tree = line.tree
    for child in tree.under(place, "nmod", "det"):
        owner = scene.bearer(line, child) or next(iter(line.referents.get(child, ())), None)
        if owner is not None and (tree.case(child) in {"", "of", "'s", "’s"}):
            yield owner
    verb = tree.heads[place]
    if tree.deps[place] == "obj" and tree.lemmas[verb] in {"have", "leave"}:
        for subject in tree.under(verb, "nsubj"):
            owner = scene.bearer(line, subject) or next(iter(line.referents.get(subject, ())), None)
            if owner is not None and owner.kind == "person":
                yield owner


def _is_last(scene: Scene, line: Line, place: int) -> bool:
    """Whether nobody is named behind the word for kin."""
    return all(mention.last <= line.tree.units[place].first for mention, _ in _people(scene, line))


def both_before(scene: Scene, line: Line) -> list[Group]:
    """Who "their" are in "Their father Gruffudd": the siblings of whom the sentence before tells."""
    before = scene.previous(line)
    for fact in reversed(before.facts if before else ()):
        if fact.predicate == "siblingOf" and isinstance(fact.object, Group):
            return [fact.subject.final(), fact.object.final()]
    return []
