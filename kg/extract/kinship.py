"""Fathers, sons, brothers: what kinship words say of two people."""

from collections.abc import Iterator, Sequence

from kg.extract import asserted, kin_lists, lexicon, phrases, syntax
from kg.extract.bearers import Group
from kg.extract.fact import Fact
from kg.extract.near import behind_bracket
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene


def possessed_kin(scene: Scene, line: Line) -> Iterator[Fact]:
    """As in "his brother Wuqimai", "her son, Emperor Shengzong", "Shi Chaoyi, his own son"."""
    tree, nouns = line.tree, lexicon.nouns()
    for place, lemma in enumerate(tree.lemmas):
        if lemma not in nouns.kin or tree.units[place].mention >= 0:
            continue
        if line.reading.after(tree.units[place].last) == "-":  # "father-in-law"
            continue
        owners = [
            each
            for child in tree.under(place, "nmod")
            for each in phrases.fillers(scene, line, child)
            if each.group.kind == "person"
        ]
        named = _named(scene, line, place)
        for owner in owners[:1] if not named else ():
            yield from _listed(scene, line, place, owner)
        several = list(_their(scene, line, place)) if not owners else []
        if several and not named:
            named = [at for at in (place + 1, place + 2) if at < len(tree.units) and scene.bearer(line, at)][
                :1
            ]
        for child in named:
            group = scene.bearer(line, child)
            for owner in several or owners[:1]:
                if group is not None and owner.place != child:
                    yield from kin(group, lemma, owner.group, line, rule="possessed-kin", note=owner.note)


def _named(scene: Scene, line: Line, place: int) -> list[int]:
    """Who stands by a word for kin as those that it means, several only by the plural."""
    tree = line.tree
    beside = [*tree.under(place, "appos", "flat"), tree.heads[place]]
    named = [child for child in beside if _names_kin(scene, line, child, place)][:1]
    many = tree.units[place].text.endswith("s")
    return [*named, *(each for child in named if many for each in tree.under(child, "conj"))]


def _listed(scene: Scene, line: Line, place: int, owner: Filler) -> Iterator[Fact]:
    """As in "between his four sons: Charibert, who got Paris, …"."""
    for group in kin_lists.behind_mark(scene, line, place):
        noun = line.tree.lemmas[place]
        yield from kin(group, noun, owner.group, line, rule="kin-listed", note=owner.note)


def _their(scene: Scene, line: Line, place: int) -> Iterator[Filler]:
    """As in "Amaury, Guy and their elder brother Hugh", "Amaury and Guy betrayed their brother Hugh"."""
    tree, units = line.tree, line.tree.units
    for child in tree.under(place, "nmod", "det"):
        if units[child].text.lower() != "their":
            continue
        at = child - 1
        if at > 0 and units[at].text == "and":
            while at > 0 and units[at].text in {"and", ","} and (group := scene.bearer(line, at - 1)):
                if group.kind == "person":
                    yield Filler(group, at - 1)
                at -= 2
            return
        verb = next((each for each in tree.ancestors(place) if tree.tags[each] == "VERB"), None)
        subjects = syntax.surface_subjects(tree, verb, 0) if verb is not None else []
        found = [each for one in subjects for each in phrases.fillers(scene, line, one)]
        people = [each for each in found if each.group.kind == "person" and each.via == "head"]
        if len(people) > 1:
            yield from people
        elif not subjects or place in tree.subtree(subjects[0]):
            yield from (Filler(group, child, "reference") for group in kin_lists.both_before(scene, line))


_ONE_MORE = frozenset("another second third fourth other eldest youngest elder younger remaining".split())


def one_more(scene: Scene, line: Line, known: Sequence[Fact]) -> Iterator[Fact]:
    """As in "his son Pepin died, but another son, Louis, lived": a child of the one spoken of."""
    tree, nouns = line.tree, lexicon.nouns()
    before = scene.previous(line)
    parents = [
        fact.object.final()
        for fact in (*(before.facts if before else ()), *known)
        if fact.predicate == "childOf" and isinstance(fact.object, Group)
    ]
    for place, lemma in enumerate(tree.lemmas) if parents else ():
        children = [tree.units[each].text.lower() for each in tree.children[place]]
        owned = any(tree.tags[each] == "PRON" or tree.case(each) for each in tree.under(place, "nmod", "det"))
        if lemma in nouns.kin_child and set(children) & _ONE_MORE and not owned:
            groups = list(_behind(scene, line, place))
            for group in groups if tree.units[place].text.endswith("s") else groups[:1]:
                note = f"the child of {parents[-1].name}"
                yield from kin(group, lemma, parents[-1], line, rule="one-more-child", note=note)


_HAVE = frozenset({"have", "leave", "bear", "father", "beget"})


def had_kin(scene: Scene, line: Line) -> Iterator[Fact]:
    """As in "He had two sons, Sweyn and Canute", "Pepin left a son named Carloman"."""
    tree, nouns = line.tree, lexicon.nouns()
    for verb in asserted.verbs(tree, _HAVE, frozenset({"VERB"})):
        for place in tree.under(verb, "obj"):
            if tree.lemmas[place] in nouns.kin_child | nouns.kin_sibling and tree.units[place].mention < 0:
                yield from _had(scene, line, verb, place)


def _had(scene: Scene, line: Line, verb: int, place: int) -> Iterator[Fact]:
    owners = [
        each
        for subject in syntax.surface_subjects(line.tree, verb, 0)
        for each in phrases.fillers(scene, line, subject)
        if each.group.kind == "person" and each.is_mere
    ]
    named = list(_behind(scene, line, place)) or kin_lists.behind_mark(scene, line, place)
    for owner in [*owners[:1], *_other_parent(scene, line, verb, place)]:
        for group in named:
            noun = line.tree.lemmas[place]
            yield from kin(group, noun, owner.group, line, rule="had-kin", note=owner.note)


def _other_parent(scene: Scene, line: Line, verb: int, place: int) -> Iterator[Filler]:
    """As in "Zoe bore Leo a son, Constantine", "had a son by Zoe, Constantine"."""
    tree = line.tree
    if tree.lemmas[place] not in lexicon.nouns().kin_child:
        return
    places = [each for each in tree.under(verb, "iobj", "obj") if each < place]
    places += [
        each for each in (*tree.under(verb, "obl"), *tree.under(place, "nmod")) if tree.case(each) in _BY
    ]
    for each in places:
        for filler in phrases.fillers(scene, line, each):
            if filler.group.kind == "person" and filler.is_mere:
                yield filler


_BY = frozenset({"by", "with"})


_BETWEEN = frozenset({",", ":", "–", "named", "called", "future"})


def _behind(scene: Scene, line: Line, place: int) -> Iterator[Group]:
    """The people named right behind a noun, one after the other."""
    reading, at = line.reading, line.tree.units[place].last
    named = {mention.first: number for number, mention in line.mentions()}
    while reading.after(at) in {"left", "alive", "living"}:
        at += 1
    if reading.after(at) in {"in", "around"} and reading.after(at, 1).isdigit():
        at += 2  # "bore him a son in 1050, the future Henry IV"
    if reading.after(at) not in _BETWEEN and at not in named:
        return
    while at < line.sentence.last:
        if (number := named.get(at, -1)) >= 0:
            group = scene.of_mention(reading.index, number)
            end = behind_bracket(reading, reading.mentions[number].last)
            counted = (
                reading.after(end) in lexicon.nouns().numbers
            )  # "Leo a son, Otto, and Zoe two daughters"
            if group is None or group.kind != "person" or counted:
                return
            yield group
            at = end
        elif reading.after(at) in _BETWEEN | {"and"} or reading.after(at, 1) == "future":
            at += 1
        else:
            return


def _names_kin(scene: Scene, line: Line, child: int, place: int) -> bool:
    group: Group | None = scene.bearer(line, child)
    if group is None or group.kind != "person":
        return False
    return (
        line.tree.heads[child] == place
        or (line.tree.deps[place] in {"appos", "compound", "nmod"} and child > place)
        or line.tree.deps[place] == "appos"
    )


def kin(  # noqa: PLR0913  # two people, the word between them, and where it stands
    group: Group, word: str, other: Group, line: Line, *, rule: str, note: str = ""
) -> Iterator[Fact]:
    """That a group is the son, father or brother of another."""
    nouns = lexicon.nouns()
    if group is other or group.kind != "person" or other.kind != "person":
        return
    if word in nouns.kin_sibling:
        yield Fact(group, "siblingOf", other, line, rule, 0.85, note)
    elif word in nouns.kin_child:
        yield Fact(group, "childOf", other, line, rule, 0.85, note)
    elif word in nouns.kin_parent:
        yield Fact(other, "childOf", group, line, rule, 0.85, note)
