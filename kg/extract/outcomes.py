"""How a campaign ended, where another verb of the sentence says so: "both expeditions failed"."""

from collections.abc import Sequence

from kg.extract import asserted, phrases, syntax, upshots, voice
from kg.extract.events import Event
from kg.extract.parse import Tree
from kg.extract.scene import Line, Scene
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
    if tree.has(place, "cop"):
        return (
            "DefenderVictory" if lemma in _IN_FAILURE else "AttackerVictory" if lemma in _IN_SUCCESS else ""
        )
    if tree.tags[place] != "VERB" or tree.has(place, "xcomp", "ccomp"):
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


_GO_BACK = frozenset("retreat withdraw flee retire".split())
_GIVE_IN = frozenset("surrender capitulate yield flee".split())
_BEATEN = frozenset("repulse repel defeat rout crush beat annihilate drive throw".split())
_ATTACKED = frozenset("garrison defender city town fortress castle citadel inhabitant citizen".split())
_IN_VAIN = frozenset({"success", "avail", "vain", "result"})


def followed(scene: Scene, events: Sequence[Event]) -> None:
    """Give campaigns the outcome that lies in what either side did next: "and withdrew"."""
    told = {each.line.number for event in events for each in event.sightings}
    for event in events:
        if event.event == "Campaign" and not event.outcome:
            last = max(event.sightings, key=lambda each: (each.line.number, each.trigger))
            lines = [
                last.line,
                *(each for each in scene.ahead(last.line, 1) if _goes_on(each, last.line, told)),
            ]
            found = (_next(scene, event, last, line) for line in lines)
            event.outcome = next(filter(None, found), "") or _by_word(event)
            event.outcome_by = last if event.outcome else None


_TAKING = frozenset("storm surprise sack loot ransack plunder pillage overrun".split())
_CATCHING = frozenset({"surprise", "ambush"})


def _by_word(event: Event) -> str:
    """What a word for an attack implies of the town that it was made on: "surprised Calais"."""
    words = {each.line.tree.lemmas[each.trigger] for each in event.sightings}
    taken = words & _TAKING and event.numbers("target") and not event.numbers("defender")
    caught = words & _CATCHING and event.numbers("attacker") and event.numbers("defender")
    even = (upshots.of_battle(each.line.tree, each.trigger) for each in event.sightings)
    return "AttackerVictory" if taken or caught else next(filter(None, even), "")


def _goes_on(line: Line, before: Line, told: set[int]) -> bool:
    return line.reading is before.reading and line.number not in told


def _next(scene: Scene, event: Event, last: Sighting, line: Line) -> str:
    tree, start = line.tree, last.trigger if line is last.line else 0
    if line is last.line and _is_in_vain(tree, last.trigger):
        return "DefenderVictory"
    if any(_is_given_up(tree, place) for place in range(start, len(tree.units))):
        return "DefenderVictory"
    deeds = (
        _by_deed(scene, event, line, place)
        for place in range(start, len(tree.units))
        if tree.tags[place] in {"VERB", "ADJ"}
        and (tree.lemmas[place] in _GO_BACK | _GIVE_IN | _BEATEN or _goes_home(tree, event, place))
        and not asserted.doubt(tree, place)
    )
    return next(filter(None, deeds), "") or upshots.outcome(scene, line, start, _sides(event))


def _sides(event: Event) -> upshots.Sides:
    return upshots.Sides(
        event.numbers("attacker", "attackingCommander"),
        event.numbers("defender", "defendingCommander"),
        event.numbers("target"),
    )


def _is_in_vain(tree: Tree, verb: int) -> bool:
    return any(
        tree.lemmas[child] in _IN_VAIN and tree.case(child) in {"without", "to", "in"}
        for child in tree.under(verb, "obl", "advmod")
    )


_GIVES_UP = frozenset("raise lift abandon suspend".split())


def _is_given_up(tree: Tree, verb: int) -> bool:
    """As in "the siege was lifted", "they raised the siege"."""
    if tree.lemmas[verb] not in _GIVES_UP or tree.tags[verb] != "VERB" or asserted.doubt(tree, verb):
        return False
    ended = [each for each in tree.under(verb, "obj", "nsubj:pass", "nsubj") if tree.lemmas[each] in _SIEGES]
    return bool(ended) and not any(True for each in ended for _ in tree.under(each, "nmod"))


_SIEGES = frozenset({"siege", "blockade", "attempt", "assault"})
_HOME = frozenset({"home", "away", "homeward", "homewards", "empty-handed"})
_BESIEGED = frozenset("besiege siege lie sit encamp invest blockade beleaguer".split())


def _goes_home(tree: Tree, event: Event, verb: int) -> bool:
    """As in "lay before Dublin until Christmas, and went home"."""
    besieged = any(each.line.tree.lemmas[each.trigger] in _BESIEGED for each in event.sightings)
    left = tree.lemmas[verb] in {"go", "march", "sail", "return", "ride", "turn"}
    return besieged and left and any(unit.text.lower() in _HOME for unit in tree.units[verb + 1 : verb + 3])


def _by_deed(scene: Scene, event: Event, line: Line, verb: int) -> str:
    """What it means for the attacker that somebody retreats, gives in or is beaten."""
    lemma, passive = line.tree.lemmas[verb], voice.is_passive(line.tree, verb)
    if (lemma in _BEATEN) != passive:
        return ""
    subjects = syntax.surface_subjects(line.tree, verb, 0)
    who = {each.group.number for place in subjects for each in phrases.fillers(scene, line, place)}
    attacked = any(line.tree.lemmas[place] in _ATTACKED for place in subjects)
    if who & event.numbers("attacker", "attackingCommander") and lemma not in _GIVE_IN - _GO_BACK:
        return "DefenderVictory"
    if lemma not in _GO_BACK | _GIVE_IN | _BEATEN:
        return ""
    if attacked or who & event.numbers("defender", "defendingCommander", "target"):
        return "AttackerVictory"
    return ""
