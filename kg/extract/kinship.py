"""Fathers, sons, brothers: what kinship words say of two people."""

from collections.abc import Iterator

from kg.extract import lexicon, phrases
from kg.extract.bearers import Group
from kg.extract.fact import Fact
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
        named = [
            child
            for child in [*tree.under(place, "appos", "flat"), tree.heads[place]]
            if _names_kin(scene, line, child, place)
        ]
        if line.tree.units[place].text.endswith("s"):
            named = [*named[:1], *(each for child in named[:1] for each in tree.under(child, "conj"))]
        else:
            named = named[:1]
        for child in named:
            group = scene.bearer(line, child)
            for owner in owners[:1]:
                if group is not None and owner.place != child:
                    yield from kin(group, lemma, owner.group, line, rule="possessed-kin", note=owner.note)


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
