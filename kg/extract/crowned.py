"""Who came to a throne that the sentence does not name: "her brother got the crown", "he was crowned"."""

from collections.abc import Iterator

from kg.extract import asserted, voice
from kg.extract.clause import Clause
from kg.extract.fact import Fact
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene
from kg.extract.thrones import ENTHRONED

_TAKES = frozenset(
    """
    take mount ascend seize inherit get gain receive accept win assume usurp obtain occupy keep hold
    """.split()
)
_THRONES = frozenset({"throne", "crown", "kingship", "sovereignty"})
_COMES = frozenset("come accede succeed rise ascend return".split())
_CROWNS = frozenset({"crown", "enthrone"})
_REIGNS = frozenset({"reign"})


def facts(scene: Scene, line: Line) -> Iterator[Fact]:
    """Who is told to have come to rule, in one sentence."""
    tree = line.tree
    for verb in asserted.verbs(tree, _ALL):
        clause = Clause(scene, line, verb)
        yield from _chosen(clause)
        for holder in _holders(clause):
            if holder.is_mere:
                yield clause.fact(holder, ENTHRONED, tree.lemmas[verb], "enthroned", 0.7)


_CHOOSES = frozenset(
    "accept recognise recognize acknowledge elect choose hail raise proclaim acclaim".split()
)
_ALL = _TAKES | _COMES | _CROWNS | _REIGNS | _CHOOSES


def _chosen(clause: Clause) -> Iterator[Fact]:
    """As in "The Croats accepted Coloman as king": those who choose a king are those whom he rules."""
    tree, verb = clause.tree, clause.verb
    if tree.lemmas[verb] not in _CHOOSES or voice.is_passive(tree, verb):
        return
    around = [*clause.slots.get("as", ()), *tree.under(verb, "xcomp", "obj")]
    of = any(tree.has(each, "nmod") for each in around)
    if of or not {tree.lemmas[each] for each in around} & _KINGS:
        return
    for holder in [each for each in clause.all("object") if each.via == "head"][:1]:
        realms = [*clause.all("subject", "polity"), *clause.all("subject", "people")]
        for realm in [each for each in realms if each.via == "head"][:1]:
            yield clause.fact(holder, "rulerOf", realm, "chosen-king", 0.75)


_KINGS = frozenset("king queen emperor empress tsar sultan khan shah duke prince lord".split())


def _holders(clause: Clause) -> list[Filler]:
    """Whom a verb brings to a throne: nobody where it says whose throne that is."""
    lemma, tree = clause.tree.lemmas[clause.verb], clause.tree
    slot = "to" if lemma in _COMES and clause.heads("to") & _THRONES else "object"
    if clause.heads(slot) & _THRONES and lemma in _TAKES | _COMES:
        owned = [each for place in clause.slots[slot] for each in tree.under(place, "nmod")]
        named = any(tree.units[each].kind in {"polity", "place", "people"} for each in owned)
        return [] if named else clause.all("subject")[:1]
    if lemma in _CROWNS and not clause.slots.get("as"):
        return clause.all("object")[:1]
    if lemma in _REIGNS and not voice.is_passive(tree, clause.verb) and not clause.slots.get("over"):
        return clause.all("subject")[:1]
    return []
