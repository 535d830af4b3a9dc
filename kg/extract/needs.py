"""Whether the slots of a trigger are filled as a frame wants them."""

from kg.extract import site, unnamed_ones
from kg.extract.filled import Filled, states
from kg.extract.frame import KINDS, Frame


def fits_needs(filled: Filled, frame_: Frame) -> bool:
    """Whether every slot that a frame needs is filled, and none that it may not have.

    One of the needs, two where nobody fights and any of a campaign, may be met by somebody or something that
    the text does not name: "his host handed him over", "they stormed the town", or by a name of which nothing
    is known.
    """
    unnamed = -1
    for slots, kinds in frame_.needs:
        if not kinds:
            if not any(filled.slots.get(slot) for slot in slots):
                return False
        elif kinds == KINDS["event"]:
            if not any(filled.names_event(slot) for slot in slots):
                return False
        elif not any(
            filled(slot, kinds)
            or _has_army(filled, slot, kinds)
            or states(filled, frame_, slot, kinds)
            or _leaves(filled, frame_, slot, kinds)
            for slot in slots
        ):
            if frame_.set and "at" in slots and site.only_place(filled.scene, filled.line, frame_.event):
                continue
            if _is_done_to_place(filled, frame_, slots, kinds):
                continue
            peaceful = frame_.event != "Campaign"
            if (
                frame_.known
                or (peaceful and unnamed > 0)
                or not any(unnamed_ones.are(filled, each, kinds, unknown=peaceful) for each in slots)
            ):
                return False
            unnamed += 1
    return not any(_has_what_it_lacks(filled, slot) for slot in frame_.lacks)


def _is_done_to_place(filled: Filled, frame_: Frame, slots: tuple[str, ...], kinds: frozenset[str]) -> bool:
    """Whether what is done to a named place tells enough, whoever did it: "…, and seized Basra"."""
    verbal = frame_.event == "Campaign" and frame_.verbs and slots == ("subject",) and kinds == KINDS["agent"]
    if (
        not verbal
        or filled("subject")
        or not any(each.via == "head" for each in filled("object", KINDS["place"]))
    ):
        return False
    tree = filled.line.tree
    return all(
        tree.units[place].mention >= 0
        or tree.tags[place] == "PRON"
        or unnamed_ones.is_human(tree.lemmas[place], tree.units[place].text)
        for place in filled.slots.get("subject", ())
    )


_LEFT = frozenset({"from", "of", "off", "through", "across"})


def _leaves(filled: Filled, frame_: Frame, slot: str, kinds: frozenset[str]) -> bool:
    """Whether a state stands like a town, and is on neither side: "drove the Danes out of Mercia"."""
    return (
        slot in _LEFT
        and frame_.event == "Campaign"
        and bool(frame_.verbs)
        and kinds == KINDS["place"]
        and bool(filled(slot, KINDS["polity"]))
    )


def _has_what_it_lacks(filled: Filled, slot: str) -> bool:
    name, _, kind = slot.partition("-")
    return bool(filled(name, KINDS.get(kind, frozenset())) if kind else filled.slots.get(slot))


def _has_army(filled: Filled, slot: str, kinds: frozenset[str]) -> bool:
    """Whether a slot holds somebody's army where a force is asked for."""
    return "force" in kinds and any(each.via in {"owner", "leader"} for each in filled(slot))
