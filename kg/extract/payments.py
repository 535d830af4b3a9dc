"""Which party of a treaty pays which: "undertook to pay Sweden 400,000 talers", "bought him off"."""

from collections.abc import Iterator

from kg.extract import asserted, syntax
from kg.extract.bearers import Group
from kg.extract.parse import Tree
from kg.extract.scene import Line
from kg.extract.signatories import Signatories

MONEY = frozenset(
    """
    tribute payment subsidy indemnity bolt tael ducat florin ransom silver gold silk mark crown taler thaler
    pound dinar dirham rouble ruble dollar franc livre gulden guilder lira asper talent drachma pension
    annuity solidus nomisma bezant crore lakh rupee koku ryō peso escudo real maravedi sequin piastre
    hyperpyron shekel camel falcon horse elephant slave fur sable pearl sum money treasure piece tax revenue
    million thousand bushel load bale ox cattle amber ivory hundredweight quintal compensation reparation
    """.split()
)
_PAYS = frozenset(
    """
    pay deliver send give hand furnish contribute supply promise undertake owe offer provide buy purchase
    bribe surrender raise render grant
    """.split()
)
_GETS = frozenset("receive get obtain accept exact extort collect win".split())
EACH_YEAR = frozenset("year yearly annual annually week month tribute".split())

Payment = tuple[Group, Group]
"""Who pays and who is paid."""


def told(line: Line, signatories: Signatories) -> Iterator[Payment]:
    """The payments of a sentence about a treaty, the first of its verbs that tells both sides."""
    tree = line.tree
    for verb, lemma in enumerate(tree.lemmas):
        if tree.tags[verb] != "VERB" or lemma not in _PAYS | _GETS or not _is_of_money(tree, verb):
            continue
        if asserted.doubt(tree, verb) in {"negated", "reported", "asked"}:
            continue
        slots = syntax.slots(tree, verb)
        subject = signatories.first(line, slots, "subject", "agent")
        if lemma in _GETS:
            sides = signatories.first(line, slots, "from"), subject
        else:
            sides = subject, signatories.first(line, slots, "to", "object2", "object", "off", "from")
        if pair := signatories.paired(*sides):
            yield pair
            return
    yield from _from_whom(line, signatories)


def _is_of_money(tree: Tree, verb: int) -> bool:
    return any(tree.lemmas[each] in MONEY and _governed(tree, each, verb) for each in tree.subtree(verb))


def _governed(tree: Tree, place: int, verb: int) -> bool:
    """Whether no other verb stands between a unit behind a verb and that verb."""
    above = tree.heads[place]
    while above != verb:
        if tree.tags[above] == "VERB":
            return False
        above = tree.heads[above]
    return place > verb


def _from_whom(line: Line, signatories: Signatories) -> Iterator[Payment]:
    """As in "against two hundred loads of silk a year from the Shah"."""
    tree = line.tree
    if not EACH_YEAR & set(tree.lemmas) or not MONEY & set(tree.lemmas):
        return
    for place in range(len(tree.units)):
        near = tree.lemmas[max(0, place - _NEAR) : place]
        if tree.case(place) == "from" and MONEY & set(near):
            pair = signatories.paired(signatories.of(line, place), None)
            if pair:
                yield pair
                return


_NEAR = 8
"""Words between what is paid and from whom it comes."""
