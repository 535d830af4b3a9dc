"""Whose the army is that "it" means: "The French army was led by Nemours. It beat the Spaniards"."""

from kg.extract import phrases
from kg.extract.bearers import Group
from kg.extract.scene import Line, Scene

_FIGHTS = frozenset(
    """
    beat defeat rout crush destroy attack assault besiege take storm capture sack burn plunder invade overrun
    cross march advance land conquer fight meet win lose retreat surrender annihilate smash scatter sink
    occupy recover retake relieve raid ravage
    """.split()
)


def of_it(scene: Scene, line: Line, place: int) -> tuple[Group, ...]:
    """The state whose army, the subject of the sentence before, fights on as "it"."""
    tree, before = line.tree, scene.previous(line)
    if tree.deps[place] not in {"nsubj", "nsubj:pass"} or tree.lemmas[tree.heads[place]] not in _FIGHTS:
        return ()
    army = _army(before) if before else -1
    if before is None or army < 0:
        return ()
    owners = [each.group for each in phrases.owners(scene, before, army) if each.via == "head"]
    states = [each for each in owners if each.kind == "polity"]
    return (states[0],) if len(states) == 1 else ()


_ARMIES = frozenset({"army", "fleet", "force", "expedition", "navy", "squadron", "garrison", "host", "corps"})


def _army(line: Line) -> int:
    """The army that is the subject of a sentence, -1 where there is none."""
    tree = line.tree
    roots = [place for place, dep in enumerate(tree.deps) if dep == "ROOT"]
    subjects = [each for root in roots for each in tree.under(root, "nsubj", "nsubj:pass")]
    return next((each for each in subjects if tree.units[each].text in _ARMIES), -1)
