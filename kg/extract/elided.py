"""Who acts in a note that leaves it out: "Mahmud Pasha. Beats Ishaq at Zanzan.", "Dies in 1492."."""

from collections.abc import Iterator

from kg.extract import note_passives, phrases, site, syntax
from kg.extract.frame import KINDS
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene


def subjects(scene: Scene, line: Line, verb: int) -> list[Filler]:
    """The one whom the sentence before is about, where a sentence begins with a verb of its own."""
    if verb != 0 or not _is_told(line) or not (before := scene.previous(line)):
        return []
    found = [each for each in _topic(scene, before) if each.group.kind in KINDS["agent"]]
    if len({each.group.number for each in found}) != 1:
        return []
    group = found[0].group
    return [Filler(group, verb, "reference", f"{group.name} goes on from the sentence before")]


def sufferers(scene: Scene, line: Line, verb: int) -> list[Filler]:
    """The town of which a passive that heads its sentence tells: "Taken by the Avars in 584"."""
    if not note_passives.is_apart(line.tree, verb) or any(
        line.tree.under(verb, "obj", "nsubj", "nsubj:pass")
    ):
        return []
    town = site.of_title(scene) or site.of(scene, line)
    return [Filler(town, verb, "reference", f"{town.name} is what is told of here")] if town else []


def _is_told(line: Line) -> bool:
    """Whether the first word is a finite verb: no participle, and no order to the reader."""
    tree = line.tree
    word = tree.units[0].text.lower()
    finite = word != tree.lemmas[0] and not word.endswith("ing")
    return finite and tree.deps[0] == "ROOT" and not tree.has(0, "nsubj", "nsubj:pass", "aux")


def _topic(scene: Scene, line: Line) -> Iterator[Filler]:
    tree = line.tree
    root = next((place for place, dep in enumerate(tree.deps) if dep == "ROOT"), -1)
    own = [each for place in _own_subjects(line, root) for each in phrases.fillers(scene, line, place)]
    if own:
        yield from own
        return
    if tree.tags[root] in {"VERB", "AUX"}:
        return
    for place in range(len(tree.units)):
        if group := scene.bearer(line, place):
            yield Filler(group, place)


def _own_subjects(line: Line, root: int) -> list[int]:
    return syntax.surface_subjects(line.tree, root, 0) if root >= 0 else []
