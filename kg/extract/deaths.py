"""Whose life or reign has just ended, and who then "succeeded his father"."""

from collections.abc import Iterator

from kg.extract import asserted, kinship, lexicon, phrases, syntax, voice
from kg.extract.bearers import Group
from kg.extract.clause import Clause
from kg.extract.fact import Fact
from kg.extract.scene import Line, Scene

_DIES = frozenset("die perish abdicate drown".split())
_IS_ENDED = frozenset(
    """
    kill murder assassinate execute slay poison strangle behead stab depose dethrone overthrow bury drown
    """.split()
)
_REACH = 2
"""Sentences through which a death is the one that somebody's succession follows."""


def told(scene: Scene, line: Line) -> list[Group]:
    """Who dies, is killed or loses his throne in one sentence."""
    tree, found = line.tree, dict[int, Group]()
    for verb in asserted.verbs(tree, _DIES | _IS_ENDED):
        passive = voice.is_passive(tree, verb)
        slots = syntax.slots(tree, verb)
        slot = "object" if tree.lemmas[verb] in _IS_ENDED and (passive or slots.get("object")) else "subject"
        if slot == "subject" and tree.lemmas[verb] not in _DIES:
            continue
        for place in slots.get(slot, ()):
            for each in phrases.fillers(scene, line, place):
                if each.group.kind == "person" and each.is_mere:
                    found[each.group.number] = each.group
    return list(found.values())


def before(scene: Scene, line: Line, heir: Group) -> Group | None:
    """Who died last before a sentence, if it was one man and not the heir himself."""
    at: Line | None = line
    for _ in range(_REACH):
        at = scene.previous(at) if at is not None else None
        dead = [each for each in told(scene, at) if each is not heir] if at is not None else []
        if dead:
            return dead[0] if len(dead) == 1 else None
    return None


def succeeds_kin(clause: Clause) -> Iterator[Fact]:
    """As in "Seleucus was stabbed near Lysimachia. Antiochus succeeded his father in Asia"."""
    for place in clause.slots.get("object", ()) if not voice.is_passive(clause.tree, clause.verb) else ():
        noun = clause.tree.lemmas[place]
        known = place in clause.line.referents or phrases.fillers(clause.scene, clause.line, place)
        if noun not in lexicon.nouns().kin or known or not _is_his(clause, place):
            continue
        for heir in [each for each in clause.all("subject") if each.is_mere][:1]:
            dead = before(clause.scene, clause.line, heir.group)
            if dead is not None:
                note = "; ".join(each for each in (heir.note, f"{dead.name} died before") if each)
                line = clause.line
                yield Fact(heir.group, "successorOf", dead, line, "succeeds-kin", 0.7, note)
                yield from kinship.kin(dead, noun, heir.group, line, rule="succeeds-kin", note=note)


def _is_his(clause: Clause, place: int) -> bool:
    tree = clause.tree
    return any(tree.units[each].text in {"his", "her"} for each in tree.under(place, "nmod", "det"))
