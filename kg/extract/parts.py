"""What a part or a kind of place belongs to."""

from collections.abc import Iterator

from kg.extract.bearers import Group
from kg.extract.scene import Line, Scene

_PARTS = frozenset(
    """
    whole rest most much part half third quarter all some many majority remnant remains last
    coast shore bank edge heart wall gate outskirt suburb street north south east west centre center
    city town village fortress castle citadel port harbour island isle peninsula province region valley
    district area land soil countryside plain pass mouth stronghold territory environs walls hinterland
    fort castles forts towns villages cities lands territories fields slope slopes palace cathedral monastery
    abbey temple shrine church bridge ford strait straits bay harbor suburbs outskirts gates banks
    neighbourhood vicinity approaches ridge heights hill hills hillside marsh marshes ruins trench trenches
    lines works island islands ice shores plains heath moor meadow meadows vineyards
    """.split()
)


_LAND_PARTS = frozenset(
    """
    whole rest most much part half coast shore edge heart north south east west centre island province
    region district land soil countryside plain territory lands territories fields towns cities villages
    """.split()
)
"""Parts by which a state is meant: "the coast of Wessex", not "the bank of England"."""


def wholes(scene: Scene, line: Line, place: int) -> Iterator[tuple[Group, int]]:
    """What a part or a kind of place belongs to: "the coast of Pomerania", "most of the Thracians"."""
    tree = line.tree
    if tree.lemmas[place] not in _PARTS:
        return
    for child in tree.under(place, "nmod"):
        group = scene.bearer(line, child) if tree.case(child) == "of" else None
        land = tree.lemmas[place] in _LAND_PARTS
        if group and group.kind in ({"place", "people", "polity"} if land else {"place", "people"}):
            yield group, child
