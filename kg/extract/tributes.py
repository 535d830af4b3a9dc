"""Who paid whom tribute, in one clause: "paid him tribute", "paid the sultan 3,000 ducats a year"."""

from collections.abc import Iterator

from kg.extract import lexicon
from kg.extract.clause import Clause
from kg.extract.fact import Fact
from kg.extract.payments import EACH_YEAR, MONEY
from kg.extract.phrases import Filler

_TRIBUTE = frozenset("tribute indemnity subsidy silver silk tael payment".split())


def pays(clause: Clause) -> Iterator[Fact]:
    """The payment of a verb: of tribute by whomever, of money by a state, to a person each year only."""
    tree = clause.tree
    given = clause.heads("object") | {
        tree.lemmas[each] for each in tree.under(clause.verb, "xcomp", "advmod")
    }
    tribute = bool(given & _TRIBUTE)
    yearly = bool(EACH_YEAR & {tree.lemmas[each] for each in tree.subtree(clause.verb)})
    if not tribute and not (given & MONEY and tree.lemmas[clause.verb] == "pay"):
        return
    payers = [*clause.all("subject", "polity"), *(clause.all("subject") if tribute else ())]
    for payer in payers:
        for payee in (each for slot in ("to", "object") for each in clause.all(slot, "agent")):
            if payee.group is not payer.group and _is_paid(clause, payee, tribute=tribute, yearly=yearly):
                yield clause.fact(payer, "paidTributeTo", payee, "pays-tribute", 0.85 if tribute else 0.75)


def _is_paid(clause: Clause, payee: Filler, *, tribute: bool, yearly: bool) -> bool:
    """Whether it is a state or its ruler that gets it: "the Crimean khan"."""
    reigns = clause.tree.lemmas[payee.place] in lexicon.nouns().rulers or payee.via == "owner"
    if payee.group.kind == "people" or not (payee.is_mere or (payee.via == "owner" and reigns)):
        return False
    return tribute or yearly or payee.group.kind == "polity"
