"""How a campaign ended, where another verb of the sentence says so: "both expeditions failed"."""

from collections.abc import Sequence

from kg.extract import asserted
from kg.extract.parse import Tree
from kg.extract.scene import Line
from kg.extract.sightings import Sighting

_ENDS = {
    **dict.fromkeys(("fail", "falter", "collapse", "founder"), "DefenderVictory"),
    **dict.fromkeys(("succeed", "triumph"), "AttackerVictory"),
}
_IN_FAILURE = frozenset("failure disaster defeat retreat fiasco stalemate withdrawal".split())
_IN_SUCCESS = frozenset("victory success capture fall".split())


def judged(line: Line, seen: Sequence[Sighting]) -> None:
    """Give the named campaigns of a sentence the outcome that its verb states."""
    campaigns = [each for each in seen if each.event == "Campaign" and each.nominal and not each.outcome]
    for place in range(len(line.tree.units)) if campaigns else ():
        outcome = _outcome(line.tree, place)
        if outcome and not asserted.doubt(line.tree, place):
            subjects = _subjects(line.tree, place)
            for each in campaigns:
                if each.trigger in subjects:
                    each.outcome = outcome


def _outcome(tree: Tree, place: int) -> str:
    lemma = tree.lemmas[place]
    if any(tree.under(place, "cop")):
        return (
            "DefenderVictory" if lemma in _IN_FAILURE else "AttackerVictory" if lemma in _IN_SUCCESS else ""
        )
    if tree.tags[place] != "VERB" or any(tree.under(place, "xcomp", "ccomp")):
        return ""
    if lemma in {"end", "result", "culminate"}:
        return _by_end({tree.lemmas[each] for each in tree.under(place, "obl")})
    return _ENDS.get(lemma, "")


def _by_end(lemmas: set[str]) -> str:
    return "DefenderVictory" if lemmas & _IN_FAILURE else "AttackerVictory" if lemmas & _IN_SUCCESS else ""


def _subjects(tree: Tree, verb: int) -> frozenset[int]:
    return frozenset(
        each for child in tree.under(verb, "nsubj") for each in tree.subtree(child) if each < verb
    )
