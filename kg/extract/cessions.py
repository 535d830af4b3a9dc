"""Which places a treaty hands from whom to whom: "gave up Arachosia", "Belgrade went to the Porte"."""

from collections.abc import Iterator
from typing import NamedTuple

from kg.extract import asserted, lexicon, syntax
from kg.extract.bearers import Group
from kg.extract.parse import Tree
from kg.extract.scene import Line, Scene
from kg.extract.signatories import Signatories

_GIVES = frozenset(
    """
    cede return give surrender hand restore yield relinquish renounce transfer grant assign award abandon
    sell leave deliver resign lose
    """.split()
)
_GETS = frozenset("secure get receive obtain gain recover regain win keep retain acquire buy annex".split())
_GOES = frozenset("go pass fall revert come stay remain return belong".split())
_PLAIN = frozenset(
    "cede return give surrender hand restore yield relinquish renounce transfer assign".split()
)
_SURE = frozenset({"cede"})


class Cession(NamedTuple):
    """A place that changes hands."""

    place: Group
    giver: Group | None
    taker: Group | None


def told(scene: Scene, line: Line, signatories: Signatories, *, since: int) -> Iterator[Cession]:
    """The places that the verbs of a sentence about a treaty hand over.

    `since` is the word for the treaty in the sentence, -1 in those behind it, where only the plainest verbs
    count, or those of what was to be.
    """
    tree = line.tree
    for verb, lemma in enumerate(tree.lemmas):
        if tree.tags[verb] != "VERB" or lemma not in _GIVES | _GETS | _GOES:
            continue
        if verb < since and since not in tree.subtree(verb):
            continue
        if (
            since < 0
            and lemma not in _PLAIN
            and asserted.doubt(tree, verb) not in {"hypothetical", "intended"}
        ):
            continue
        if asserted.doubt(tree, verb) in {"negated", "reported", "asked"}:
            continue
        slots = syntax.slots(tree, verb)
        heads = slots.get("subject" if lemma in _GOES and not slots.get("object") else "object", [])
        places = _places(scene, line, [*heads, *slots.get("object2", ())])
        giver, taker = _sides(line, slots, lemma, signatories)
        if giver or taker or lemma in _SURE:
            for place in places:
                yield Cession(place, giver, taker)


def _sides(
    line: Line, slots: dict[str, list[int]], lemma: str, signatories: Signatories
) -> tuple[Group | None, Group | None]:
    treaty = any(line.tree.units[place].text.lower() == "it" for place in slots.get("subject", ()))
    subject = None if treaty else signatories.first(line, slots, "subject", "agent")
    if lemma in _GETS:
        giver, taker = signatories.first(line, slots, "from"), subject
    elif lemma in _GOES:
        giver, taker = signatories.first(line, slots, "from"), signatories.first(line, slots, "to", "with")
    else:
        giver, taker = subject, signatories.first(line, slots, "to", "object2", "object")
    return signatories.completed(giver, taker)


def _places(scene: Scene, line: Line, heads: list[int]) -> list[Group]:
    found = {
        group.number: group
        for head in heads
        for near in _phrase(line.tree, head)
        if (group := scene.bearer(line, near)) and group.kind == "place" and not _is_river(group)
    }
    return list(found.values())


def _phrase(tree: Tree, place: int) -> Iterator[int]:
    """A phrase without its relative clauses."""
    yield place
    for child in tree.children[place]:
        if not tree.deps[child].startswith(("acl", "advcl", "obl")):
            yield from _phrase(tree, child)


def _is_river(group: Group) -> bool:
    return bool({"River", "river", "Mountains", "Pass"} & set(group.name.split()) & lexicon.nouns().geo_after)
