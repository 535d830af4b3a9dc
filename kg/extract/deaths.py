"""Who is dead from a sentence on."""

from collections.abc import Iterator

from kg.extract import asserted, clause_mates, syntax
from kg.extract.scene import Line, Scene

_DYING = frozenset("die perish".split())
_KILLING = frozenset("kill murder execute behead assassinate strangle poison stab slay hang drown".split())


def told(scene: Scene, line: Line) -> Iterator[int]:
    """The numbers of the people of whose death a sentence tells."""
    tree = line.tree
    for place, lemma in enumerate(tree.lemmas):
        if lemma not in _DYING | _KILLING or tree.tags[place] != "VERB" or asserted.doubt(tree, place):
            continue
        found = syntax.slots(tree, place).get("subject" if lemma in _DYING else "object", ())
        for unit in (each for one in found for each in (one, *tree.under(one, "conj"))):
            group = clause_mates.of_phrase(scene, line, unit)
            if group is not None and group.kind == "person":
                yield group.number
