"""The names of people whom a noun describes: "the prefect of Jinan, Liu Yu", "one of his officers, Huoba"."""

from kg.extract import lexicon
from kg.extract.scene import Line, Scene


def names(scene: Scene, line: Line, place: int) -> list[int]:
    """Where the names stand that a noun goes with, by the first way in which any do."""
    return (
        _named_behind_place(scene, line, place)
        or _one_of(scene, line, place)
        or _named_next(scene, line, place)
        or _described_before(scene, line, place)
    )


def _named_next(scene: Scene, line: Line, place: int) -> list[int]:
    """As in "by a Serbian knight, Miloš Obilić", "his half-brothers Dingane and Mhlangana"."""
    tree, nouns = line.tree, lexicon.nouns()
    if tree.lemmas[place] not in nouns.offices | nouns.kin | nouns.servants | nouns.ranks:
        return []
    at = place + 1
    at += at < len(tree.units) and tree.units[at].text == ","
    group = scene.bearer(line, at) if at < len(tree.units) else None
    if (
        group is None
        or group.kind != "person"
        or tree.case(at)
        or tree.deps[at] in {"nsubj", "nsubj:pass", "obj"}
    ):
        return []
    others = tree.under(at, "conj") if tree.units[place].text != tree.lemmas[place] else ()
    return [at, *(each for each in others if scene.bearer(line, each))]


def _described_before(scene: Scene, line: Line, place: int) -> list[int]:
    """As in "Ashoka, the third ruler of the Maurya, was …": the name that the parser hung elsewhere."""
    tree = line.tree
    if not tree.deps[place].startswith("nsubj") or tree.heads[place] < place:
        return []
    first = min(each for each in tree.subtree(place))
    at = first - 2
    if at < 0 or tree.units[first - 1].text != "," or tree.case(at):
        return []
    opens = at == 0 or tree.units[at - 1].text in {",", ";", "and", "–"}
    group = scene.bearer(line, at) if opens and same_kind(scene, line, at, place) else None
    return [at] if group is not None and group.kind == "person" else []


def _named_behind_place(scene: Scene, line: Line, place: int) -> list[int]:
    """As in "the prefect of Jinan, Liu Yu": the name that the parser hung on the place."""
    tree = line.tree
    if tree.lemmas[place] not in lexicon.nouns().offices:
        return []
    return _beside_nmod(scene, line, place)[:1]


def _one_of(scene: Scene, line: Line, place: int) -> list[int]:
    """As in "one of his officers, Huoba Guiren", "three of his captains, Hou, Song and Wei"."""
    tree = line.tree
    if tree.tags[place] not in {"NUM", "DET"}:
        return []
    return _beside_nmod(scene, line, place)


def _beside_nmod(scene: Scene, line: Line, place: int) -> list[int]:
    """Persons in apposition to what stands under a noun."""
    return [
        child
        for near in line.tree.under(place, "nmod")
        for child in line.tree.under(near, "appos")
        if (group := scene.bearer(line, child)) and group.kind == "person"
    ]


def same_kind(scene: Scene, line: Line, child: int, place: int) -> bool:
    """Whether a name can be that of what a noun speaks of: no person is a city."""
    group = scene.bearer(line, child)
    word = line.tree.lemmas[place]
    nouns = lexicon.nouns()
    if group is None:
        return False
    if group.kind == "person":
        return word not in nouns.geo_after and word not in {"city", "town"}
    return group.kind != "place" or word in {
        "city",
        "town",
        "capital",
        "village",
        "fortress",
        "place",
        "base",
        "stronghold",
        "port",
    }
