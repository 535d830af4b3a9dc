"""Trees mended where the words tell more than the parser saw: objects taken for complements, lost subjects.

A parser trained on modern news often misreads the rare names and long asides of histories. What it hangs
wrong is told from positions alone: who stands, without a preposition, before a verb that has no subject.
"""

from collections.abc import Iterator

from kg.extract.columns import NOMINAL, Columns

_COPULAS = frozenset(
    """
    be become remain seem appear prove turn call name style title dub rename know stay go come die elect
    proclaim crown declare make term christen nickname
    """.split()
)
"""Verbs behind which a name is what somebody is or is called."""
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
_RELATIVE = frozenset("who whom whose which that where when".split())
_ASIDES = 3
"""Stretches between commas that may stand between a subject and its verb."""


def mend(columns: Columns) -> None:
    """Give names that a verb takes back as its objects, and verbs the subjects that stand before them."""
    for place in range(len(columns.units)):
        if _is_object(columns, place) or _is_late_object(columns, place):
            columns.deps[place] = "obj"
        elif _is_fronted(columns, place):
            _front(columns, place)
        elif _is_second(columns, place):
            columns.heads[place], columns.deps[place] = _first_side(columns, place), "conj"
    _straighten(columns)
    for verb, tag in enumerate(columns.tags):
        if tag == "VERB" and _wants_subject(columns, verb):
            subject = _before(columns, verb)
            if subject is not None:
                _take(columns, verb, subject)


_MEASURES = frozenset(
    """
    day night week month year hour minute moment time morning evening winter summer spring autumn season
    century decade mile league li kilometre kilometer metre foot step way distance while
    """.split()
)


def _is_late_object(columns: Columns, place: int) -> bool:
    """As in "concluded with Florence a league", where the object stands behind a complement."""
    verb = columns.heads[place]
    return (
        columns.deps[place] == "obl"
        and columns.tags[place] == "NOUN"
        and columns.tags[verb] == "VERB"
        and place > verb + 2
        and columns.lemmas[place] not in _MEASURES
        and columns.has(place, "det")
        and not any(columns.units[each].text in {",", ";", ":"} for each in range(verb, place))
        and not columns.has(place, "case", "mark")
        and not columns.has(verb, "obj", "iobj", "nsubj:pass", "aux:pass")
    )


def _is_fronted(columns: Columns, place: int) -> bool:
    """As in "Piacenza he stormed": a name at the head of a clause that has another subject and no object."""
    if columns.units[place].mention < 0 or place + 2 >= len(columns.units):
        return False
    opens = place == 0 or columns.units[place - 1].text in {";", ":", ",", "and", "but", "–", "—"}
    he, verb = place + 1, place + 2
    return (
        opens
        and columns.tags[he] == "PRON"
        and columns.heads[he] == verb
        and columns.deps[he] == "nsubj"
        and columns.tags[verb] == "VERB"
        and not columns.has(verb, "obj", "xcomp", "ccomp")
    )


def _front(columns: Columns, name: int) -> None:
    """Hang a name that opens a clause on its verb, which takes its place where it hung below."""
    verb = name + 2
    if name in _above(columns, verb):
        _swap(columns, verb, name)
    columns.heads[name], columns.deps[name] = verb, "obj"


def _swap(columns: Columns, verb: int, name: int) -> None:
    root = columns.heads[name] == name
    columns.heads[verb] = verb if root else columns.heads[name]
    columns.deps[verb] = "ROOT" if root else "parataxis"


_SIDES = frozenset({"polity", "people", "force"})


def _is_second(columns: Columns, place: int) -> bool:
    """As in "the Swedes under Horn and the Saxons under Arnim": two who act, each with a leader."""
    if columns.units[place].kind not in _SIDES or _first_side(columns, place) < 0:
        return False
    start = _start(columns, place)
    return start > 0 and columns.units[start - 1].text == "and"


def _first_side(columns: Columns, place: int) -> int:
    """The other one who acts, -1 for none."""
    above = columns.heads[place]
    if columns.deps[place] == "nsubj" and columns.tags[above] == "VERB":
        others = [each for each in columns.under(above, "nsubj") if each < place]
        return others[-1] if others and columns.units[others[-1]].kind in _SIDES else -1
    led = columns.deps[place] == "conj" and columns.deps[above] == "nmod" and columns.has(above, "case")
    first = columns.heads[above]
    apart = columns.units[above].kind not in _SIDES and columns.units[first].kind in _SIDES
    return first if led and above < place and apart else -1


def _straighten(columns: Columns) -> None:
    """Make the clause that a cleft is about its own sentence: "It was in 1270 that Otto took Arles"."""
    words = [unit.text.lower() for unit in columns.units[:2]]
    root = next((place for place, dep in enumerate(columns.deps) if dep == "ROOT"), -1)
    if words[:1] != ["it"] or words[1:] not in (["was"], ["is"]) or not columns.has(root, "cop"):
        return
    told = next((columns.heads[mark] for mark in _thats(columns, root)), -1)
    when_or_where = columns.units[root].date >= 0 or columns.has(root, "case")
    if when_or_where and told > root and columns.tags[told] == "VERB":
        columns.heads[told], columns.deps[told] = told, "ROOT"
        columns.heads[root], columns.deps[root] = told, "obl"
        for child in list(columns.under(told, "mark")):
            columns.deps[child] = "dep"


def _thats(columns: Columns, root: int) -> Iterator[int]:
    return (
        place
        for place in range(root + 1, len(columns.units))
        if columns.units[place].text == "that" and columns.deps[place] == "mark"
    )


def _is_object(columns: Columns, place: int) -> bool:
    """As in "stormed Oudewater", which parsers read like "became king"."""
    verb = columns.heads[place]
    named = columns.units[place].mention >= 0 and columns.tags[place] == "PROPN"
    return (
        columns.deps[place] in {"xcomp", "iobj"}
        and named
        and place > verb
        and columns.tags[verb] == "VERB"
        and columns.lemmas[verb] not in _COPULAS
        and not columns.has(verb, "obj")
        and not columns.has(place, "case", "mark", "cop", "aux")
    )


def _wants_subject(columns: Columns, verb: int) -> bool:
    """Whether a verb is finite and nothing in its clause is its subject."""
    word, dep = columns.units[verb].text.lower(), columns.deps[verb]
    if word.endswith("ing") or columns.has(verb, *_SUBJECTS) or columns.has(verb, "mark"):
        return False
    if dep == "conj":
        return columns.tags[columns.heads[verb]] != "VERB" and columns.units[verb - 1].text == ","
    if dep in {"acl", "advcl"}:
        return columns.lemmas[verb] not in _COPULAS and _has_own_object(columns, verb)
    return dep in {"ROOT", "parataxis", "csubj"}


def _has_own_object(columns: Columns, verb: int) -> bool:
    """Whether it is no participle: "an army under Otto stormed Ghent", not "an army beaten by Otto"."""
    objects = [each for each in columns.under(verb, "obj", "iobj") if columns.units[each].date < 0]
    return any(each > verb for each in objects) and not columns.has(verb, "obl:agent")


def _before(columns: Columns, verb: int) -> int | None:
    """Who stands before a verb without a preposition, asides and what is hung on him left out."""
    place, asides = verb - 1, 0
    while place >= 0:
        if columns.units[place].text in {",", "–", "—"}:
            asides += 1
            place = _before_aside(columns, place)
            if asides > _ASIDES:
                return None
        elif columns.units[place].date >= 0 or columns.tags[place] in {"ADV", "AUX", "PART"}:
            place = _start(columns, place) - 1
        elif columns.tags[place] in NOMINAL:
            start = _start(columns, place)
            if columns.tags[start] != "ADP" and columns.units[start].text.lower() not in _RELATIVE:
                return _fitting(columns, place, verb)
            place = start - 1
        else:
            return None
    return None


def _before_aside(columns: Columns, close: int) -> int:
    """The place before the comma that opens the aside that a comma closes, -1 where there is none."""
    mark = columns.units[close].text
    opening = next((each for each in range(close - 1, 0, -1) if columns.units[each].text == mark), 0)
    return opening - 1 if opening and _is_aside(columns, opening + 1, close) else -1


def _is_aside(columns: Columns, first: int, end: int) -> bool:
    """As in ", who had fled," and ", beaten in the field,": nothing that goes on with the sentence."""
    if columns.units[first].text.lower() in _RELATIVE:
        return True
    if columns.tags[first] == "CCONJ" or (
        columns.tags[first] == "VERB" and columns.deps[first] not in {"acl", "advcl", "amod"}
    ):
        return False
    inside = range(first, end)
    return not any(
        columns.tags[each] in {"VERB", "AUX"}
        and (columns.deps[each] in {"ROOT", "parataxis"} or columns.has(each, *_SUBJECTS))
        for each in inside
    )


_WITHIN = frozenset("DET ADJ NUM NOUN PROPN".split())


def _start(columns: Columns, place: int) -> int:
    """Where the phrase that ends at a place begins, its preposition included."""
    while place > 0:
        before = place - 1
        if columns.tags[before] == "ADP":
            return before
        if columns.units[before].date >= 0:
            return place
        genitive = columns.tags[before] == "PART" and columns.units[before].text in {"'s", "’s", "'", "’"}
        hangs = columns.heads[before] >= place and columns.tags[before] in _WITHIN
        if columns.tags[before] == "PRON" and columns.deps[before] == "nmod":
            hangs = True
        if not genitive and not hangs:
            return place
        place = before
    return place


_FREE = frozenset("vocative appos obj iobj obl nmod dep ROOT conj parataxis flat nsubj nsubj:pass".split())


def _fitting(columns: Columns, place: int, verb: int) -> int | None:
    """The one who acts, unless he is the subject or the object of another verb."""
    while _is_joined(columns, place):
        place = columns.heads[place]
    above = columns.heads[place]
    if columns.deps[place] not in _FREE or place >= verb:
        return None
    if columns.deps[place] in _SUBJECTS:
        return place if any(each != place for each in columns.under(above, *_SUBJECTS)) else None
    if columns.deps[place] in {"obj", "iobj"} and columns.tags[above] == "VERB":
        between = range(min(above, place), max(above, place))
        return place if any(columns.units[each].text == "," for each in between) else None
    return place


def _is_joined(columns: Columns, place: int) -> bool:
    """Whether a name goes with the one before, as in "Otto and Hugh"; behind a comma a clause may begin."""
    above = columns.heads[place]
    if columns.deps[place] != "conj" or above > place or columns.tags[above] not in NOMINAL:
        return False
    behind_comma = columns.units[place - 1].text == "and" and columns.units[place - 2].text == ","
    return not behind_comma and not columns.has(above, "case")


def _take(columns: Columns, verb: int, subject: int) -> None:
    """Hang a subject on its verb; where the verb hung below it, the verb takes its place."""
    if subject in _above(columns, verb):
        _swap(columns, verb, subject)
    for child, head in enumerate(columns.heads):
        if head == subject and child < subject and columns.units[child].date >= 0:
            columns.heads[child], columns.deps[child] = verb, "obl"
    columns.give_subject(verb, subject)


def _above(columns: Columns, place: int) -> set[int]:
    found = set[int]()
    while columns.heads[place] != place and place not in found:
        found.add(place)
        place = columns.heads[place]
    return found | {place}
