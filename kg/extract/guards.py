"""What keeps a frame from counting although its slots are filled: nobody is bound, one party is alone."""

from collections.abc import Callable

from kg.extract import ties, unnamed_ones
from kg.extract.bonded import Bond
from kg.extract.bonds import is_bound
from kg.extract.fealties import OWED
from kg.extract.filled import Filled, Roles
from kg.extract.frame import Frame
from kg.extract.parse import Tree
from kg.extract.scene import Line


def against(filled: Filled, roles: Roles, frame_: Frame, bond: Bond) -> str:
    """Which of the guards that look beyond the slots says no, empty when none does."""

    def numbers(*names: str) -> set[int]:
        return {each.group.number for name in names for each in roles.get(name, ())}

    if numbers("betrayer") & numbers("betrayed", "beneficiary") or numbers("attacker") & numbers("defender"):
        return "sides"
    guards = {
        "rebel": not frame_.rebel or bool(numbers("beneficiary") & bond.past.rebels),
        "personal": not frame_.personal or _is_personal(filled, roles),
        "bond": not frame_.bond or _is_bound(filled, numbers) or bool(bond.kind),
        "owed": not frame_.owed or bond.kind in OWED or bond.lord_left(frame_) is not None,
        "foe": not frame_.foe or bond.lord_left(frame_) is not None,
        "crowned": not frame_.crowned or ties.overthrown(filled, roles),
        "pair": not frame_.pair or len(numbers("party")) > 1 or _are_two(filled, numbers("party")),
        "pronouns": frame_.event != "Betrayal" or not _is_of_pronouns(filled, roles),
    }
    return next((name for name, holds in guards.items() if not holds), "")


def _is_bound(filled: Filled, numbers: Callable[..., set[int]]) -> bool:
    sides = numbers("betrayer", "betrayed", "beneficiary")
    return is_bound(filled.scene, filled.line, filled.slots, sides)


_PRONOUNS = frozenset({"he", "she", "they"})
_NEGOTIATORS = frozenset(
    "diplomats envoys ambassadors negotiators plenipotentiaries delegates commissioners".split()
)
_SEVERAL = frozenset({"they", "both", "two", "three"})
_TOGETHER = ("subject", "with", "between", "of", "object")


def _are_two(filled: Filled, known: set[int]) -> bool:
    """Whether one is known and another has a name of which nothing is known: "Takeda and Imagawa allied".

    Those whom nobody names may be several too: "they divided the country".
    """
    tree = filled.line.tree
    subjects = filled.slots.get("subject", ())
    if any(_are_several(tree, place) for place in subjects):
        return True
    if not known:
        return False
    if _is_with_somebody(filled):
        return True
    if any(tree.units[place].text.lower() in _PRONOUNS and not filled("subject") for place in subjects):
        return True
    for slot in _TOGETHER:
        for place in filled.slots.get(slot, ()):
            named = [each for each in (place, *tree.under(place, "conj")) if tree.units[each].mention >= 0]
            if len(named) > 1 and any(filled.scene.bearer(filled.line, each) is None for each in named):
                return True
    return False


_PARTNERS = ("with", "between", "to", "subject")


def _is_with_somebody(filled: Filled) -> bool:
    """Whether one is known and the other only described: "with James the king's son came to terms"."""
    places = {slot: filled.slots.get(slot, ()) for slot in _PARTNERS}
    named = [slot for slot in _PARTNERS if filled(slot)]
    tree = filled.line.tree
    return any(
        slot not in named and unnamed_ones.is_human(tree.lemmas[place], tree.units[place].text)
        for slot in (("subject",) if "with" in named else ("with",) if "subject" in named else ())
        for place in places[slot]
    )


def _are_several(tree: Tree, place: int) -> bool:
    words = {tree.units[each].text.lower() for each in (place, *tree.children[place])}
    word = tree.units[place].text.lower()
    many = (
        word.endswith(("s", "men")) and word != tree.lemmas[place] and unnamed_ones.is_human(word[:-1], word)
    )
    return bool(words & _SEVERAL) or word in _NEGOTIATORS or (many and tree.units[place].mention < 0)


def _is_of_pronouns(filled: Filled, roles: Roles) -> bool:
    """Whether one of unknown name betrays somebody whom only a pronoun means: "Doukas deserted him"."""
    known = [each for role in ("betrayer", "beneficiary", "breaks") for each in roles.get(role, ())]
    unknown = any(filled.line.tree.units[each].mention >= 0 for each in filled.slots.get("subject", ()))
    betrayed = roles.get("betrayed", ())
    if not betrayed and "place" in roles:
        return False  # a town, of which nothing else need be known
    return unknown and not known and all(each.via == "reference" for each in betrayed)


def _is_personal(filled: Filled, roles: Roles) -> bool:
    """Whether people rise, and not the sun or a price."""
    against = bool(filled.slots.get("against"))
    people = against or all(each.group.kind in {"person", "people"} for each in roles.get("betrayer", ()))
    return people and (against or "betrayed" in roles or "place" in roles or _has_too(filled.line))


def _has_too(line: Line) -> bool:
    return any(word in {"too", "also", "likewise"} for word in (unit.text for unit in line.tree.units))
