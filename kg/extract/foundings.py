"""Who began which state, and when: "declared himself emperor of a new house", "called his state Wei"."""

from collections.abc import Iterator

from kg.extract import asserted, phrases, syntax
from kg.extract.bearers import Group
from kg.extract.dates import Date
from kg.extract.fact import Fact
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene

_STATES = frozenset(
    "state kingdom dynasty empire realm country house regime khanate sultanate republic".split()
)
_CALLS = frozenset("call name style".split())
_SETS_UP = frozenset("set found establish create erect build".split())
_KNOWN = frozenset({"as", "called", "named", "styled"})
_NEW = frozenset({"new", "restored", "own"})
_ENTHRONED = frozenset({"becomes", "is-put-on-throne", "in-capacity", "proclaims-state"})


def facts(scene: Scene, line: Line) -> Iterator[Fact]:
    """Who is told to have founded a state that a noun introduces and a name behind it names."""
    tree = line.tree
    for noun, lemma in enumerate(tree.lemmas):
        if lemma not in _STATES or tree.units[noun].mention >= 0:
            continue
        named = tree.deps[noun] == "compound"  # "called his state Wei"
        verb = tree.heads[tree.heads[noun]] if named else tree.heads[noun]
        state = _named_behind(scene, line, noun, tree.lemmas[verb])
        if state is None or asserted.doubt(tree, verb):
            continue
        for founder in _people(scene, line, syntax.surface_subjects(tree, verb, 0)):
            yield Fact(founder.group, "founderOf", state, line, "names-state", 0.8, founder.note)
            yield Fact(founder.group, "rulerOf", state, line, "names-state", 0.75, founder.note)


def _named_behind(scene: Scene, line: Line, noun: int, verb: str) -> Group | None:
    """As in "called his state Wei", "set up a state of his own, later known as Eastern Xia"."""
    units = line.tree.units
    if verb in _CALLS:
        places = [noun + 1] if noun + 1 < len(units) else []
    elif verb in _SETS_UP:
        reach = range(noun + 1, min(noun + _REACH, len(units)))
        places = [at for at in reach if units[at - 1].text in _KNOWN]
    else:
        return None
    groups = (scene.bearer(line, at) for at in places)
    return next((each for each in groups if each is not None and each.kind == "polity"), None)


_REACH = 10


def _people(scene: Scene, line: Line, places: list[int]) -> list[Filler]:
    found = [each for place in places for each in phrases.fillers(scene, line, place)]
    return [each for each in found if each.group.kind == "person" and each.is_mere][:1]


def begun(line: Line, date: Date | None) -> Iterator[Fact]:
    """The first year of a state whose first ruler a sentence with one date proclaims."""
    if date is None:
        return
    for fact in line.facts:
        state = fact.object.final() if isinstance(fact.object, Group) else None
        if state is None or state.kind != "polity":
            continue
        proclaimed = fact.predicate == "rulerOf" and fact.rule in _ENTHRONED and _is_new(line, state)
        if proclaimed or (fact.predicate == "founderOf" and fact.rule in {"proclaims-state", "names-state"}):
            yield Fact(state, "inception", date.when.edtf, line, "state-proclaimed", 0.7)


def _is_new(line: Line, state: Group) -> bool:
    """Whether a state is called new, with this sentence the first to name it."""
    first = min(mention.start for mention in state.mentions)
    words = {unit.text for unit in line.tree.units}
    return line.start <= first < line.end and bool(words & _NEW and words & _STATES)


def born(scene: Scene, line: Line, date: Date | None) -> Iterator[Fact]:
    """As in "The Safavid state was born", "That was the start of the Liang": in the year told before."""
    tree = line.tree
    for place, lemma in enumerate(tree.lemmas):
        if lemma == "bear" and tree.units[place].text == "born":
            places = list(tree.under(place, "nsubj", "nsubj:pass"))
        elif lemma in _STARTS and any(
            tree.units[each].text in {"That", "This"} for each in tree.under(place, "nsubj")
        ):
            places = [each for each in tree.under(place, "nmod") if tree.case(each) == "of"]
        else:
            continue
        for each in (one for at in places for one in phrases.fillers(scene, line, at)):
            if date and each.group.kind == "polity" and not asserted.doubt(tree, place):
                yield Fact(each.group, "inception", date.when.edtf, line, "state-born", 0.65)


_STARTS = frozenset("start beginning birth foundation origin founding".split())
_LASTS = frozenset("last survive endure exist stand continue".split())


def lasted(scene: Scene, line: Line) -> Iterator[Fact]:
    """As in "the Latin Empire, which lasted until 1261"."""
    tree = line.tree
    for verb in asserted.verbs(tree, _LASTS, frozenset({"VERB"})):
        near = [each for each in tree.under(verb, "obl", "nmod") if tree.units[each].date >= 0]
        since = [each for each in near if tree.case(each) == "from"]
        dates = [each for each in near if tree.case(each) in ({"until", "till", "to"} if since else _UNTIL)]
        for each in (
            one for at in syntax.surface_subjects(tree, verb, 0) for one in phrases.fillers(scene, line, at)
        ):
            if dates and each.group.kind == "polity" and (date := line.date(dates[0])):
                yield Fact(each.group, "dissolution", date.when.edtf, line, "state-lasted", 0.75)
                if since and (first := line.date(since[0])):
                    yield Fact(each.group, "inception", first.when.edtf, line, "state-lasted", 0.75)


_UNTIL = frozenset({"until", "till"})
