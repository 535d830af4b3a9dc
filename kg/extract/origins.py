"""Of which people somebody comes: "came from a Gothic family", "was of Khitan descent"."""

from collections.abc import Iterator

from kg.extract import asserted, phrases, syntax
from kg.extract.fact import Fact
from kg.extract.scene import Line, Scene

_STOCK = frozenset(
    "family clan house tribe stock descent origin birth blood lineage ancestry extraction parents".split()
)
_FROM = frozenset("of from to into in by".split())


def facts(scene: Scene, line: Line) -> Iterator[Fact]:
    """Whose descent one sentence tells."""
    tree = line.tree
    for place, lemma in enumerate(tree.lemmas):
        if lemma not in _STOCK and tree.units[place].text not in _STOCK:
            continue
        if not set(tree.case(place).split()) & _FROM or asserted.doubt(tree, place):
            continue
        peoples = [
            group
            for child in tree.under(place, "amod", "compound", "nmod")
            if child < place and (group := scene.bearer(line, child)) and group.kind == "people"
        ]
        for holder in _holders(scene, line, place)[:1] if peoples else ():
            note = holder.note
            yield Fact(holder.group, "memberOfPeople", peoples[0], line, "of-descent", 0.75, note)


def _holders(scene: Scene, line: Line, place: int) -> list[phrases.Filler]:
    """Who comes of a stock: the subject of being, coming or being born, or the name before it."""
    tree = line.tree
    above = tree.heads[place]
    if tree.tags[above] == "VERB" and tree.lemmas[above] in {
        "come",
        "bear",
        "belong",
        "descend",
        "hail",
        "spring",
    }:
        places = syntax.surface_subjects(tree, above, 0)
    elif tree.units[above].kind == "person":
        places = [above]
    else:
        places = list(tree.under(place, "nsubj"))
    found = [each for one in places for each in phrases.fillers(scene, line, one)]
    return [each for each in found if each.group.kind == "person" and each.is_mere]
