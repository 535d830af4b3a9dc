"""Who became, was made or was ruler or officer of what."""

from collections.abc import Iterator
from dataclasses import replace

from kg.extract import copulas, lexicon, voice
from kg.extract.clause import Clause
from kg.extract.fact import Fact
from kg.extract.phrases import Filler

ENTHRONED = "enthroned"
"""What is noted of somebody who becomes king of a state that the sentence does not name; no fact yet."""
_THRONES = frozenset(
    "emperor empress king queen tsar czar sultan shah khan khagan caliph doge pharaoh".split()
)
_GIVES = frozenset({"appoint", "make", "name", "elect", "nominate", "select", "commission", "designate"})


def becomes(clause: Clause) -> Iterator[Fact]:
    """As in "Liu Yu became prefect of Jinan"."""
    offices = [place for slot in ("object", "xcomp") for place in clause.slots.get(slot, ())]
    offices += list(clause.tree.under(clause.verb, "xcomp", "obj", "obl"))
    offices += [child for place in list(offices) for child in clause.tree.under(place, "flat", "appos")]
    given = voice.is_passive(clause.tree, clause.verb) or clause.tree.lemmas[clause.verb] in _GIVES
    for holder in clause.all("object" if given else "subject")[:1]:
        stated = list(_office_or_throne(clause, holder, offices, founding=False))
        yield from stated
        if given and any(fact.predicate == "heldOffice" for fact in stated):
            yield from _serves(clause, holder)


def _serves(clause: Clause, holder: Filler) -> Iterator[Fact]:
    """Whoever is appointed by somebody serves him: "the Venetians appointed Colleoni captain"."""
    for lord in clause.all("subject", "agent")[:1]:
        mere = lord.is_mere and lord.group.kind in {"polity", "person"}
        if mere and lord.group is not holder.group and holder.is_mere:
            yield clause.fact(holder, "served", lord, "is-appointed", 0.7)


def _office_or_throne(
    clause: Clause, holder: Filler, offices: list[int], *, founding: bool
) -> Iterator[Fact]:
    tree, nouns = clause.tree, lexicon.nouns()
    for place in dict.fromkeys(offices):
        known = nouns.offices | nouns.servants | nouns.ranks
        if not {tree.lemmas[place], tree.units[place].text.lower()} & known:
            continue
        first = min(
            [
                tree.units[place].first,
                *(
                    tree.units[each].first
                    for each in tree.subtree(place)
                    if each < place and tree.units[each].kind != "person"
                ),
            ]
        )
        stated = list(copulas.said_of(clause.scene, clause.line, holder, first, "becomes"))
        if tree.lemmas[place] in _THRONES and not any(each.predicate == "rulerOf" for each in stated):
            yield clause.fact(holder, ENTHRONED, tree.lemmas[place], "enthroned", 0.7)
        for fact in stated:
            yield fact
            if founding and fact.predicate == "rulerOf":
                yield replace(fact, predicate="founderOf", rule="proclaims-state")


def proclaims(clause: Clause) -> Iterator[Fact]:
    """As in "declared himself emperor of Great Xia", "the Jin enthroned him as emperor of Qi"."""
    tree = clause.tree
    offices = [*tree.under(clause.verb, "xcomp", "obj", "obl", "advcl"), *clause.slots.get("as", ())]
    offices += [
        child for place in list(offices) for child in tree.under(place, "nmod", "appos", "conj", "compound")
    ]
    near = {each.text.lower() for each in tree.units[clause.verb + 1 : clause.verb + 3]}
    reflexive = bool(near & {"himself", "herself"})
    holders = clause.all("subject") if reflexive else clause.all("object")
    for holder in holders[:1]:
        yield from _office_or_throne(clause, holder, offices, founding=reflexive)
