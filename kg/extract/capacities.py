"""In which capacity somebody acts: "reigned as king of Hungary", "they recognised him as lord of Milan"."""

from collections.abc import Iterator

from kg.extract import asserted, copulas, phrases, syntax
from kg.extract.fact import Fact
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene

_OWN = frozenset(
    "succeed reign rule serve act govern follow return retire continue die begin live fight".split()
)
_GIVEN = frozenset(
    """
    recognise recognize acknowledge appoint install instal employ choose elect crown proclaim send dispatch
    confirm hail receive accept use retain keep leave place
    """.split()
)


def facts(scene: Scene, line: Line) -> Iterator[Fact]:
    """What the phrases behind "as" say of whom they are about."""
    tree = line.tree
    for verb, lemma in enumerate(tree.lemmas):
        if lemma not in _OWN | _GIVEN or tree.tags[verb] != "VERB" or asserted.doubt(tree, verb):
            continue
        slots = syntax.slots(tree, verb)
        for place in slots.get("as", ()):
            first = min(tree.units[each].first for each in tree.subtree(place) if tree.deps[each] != "case")
            for holder in _holders(scene, line, slots.get("subject" if lemma in _OWN else "object", [])):
                yield from copulas.said_of(scene, line, holder, first, "in-capacity")


def _holders(scene: Scene, line: Line, places: list[int]) -> Iterator[Filler]:
    for place in places[:1]:
        for each in phrases.fillers(scene, line, place):
            if each.group.kind == "person" and each.via in {"head", "reference"}:
                yield each
