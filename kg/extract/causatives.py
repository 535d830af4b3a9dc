"""Who has something done to whom: "had him put to death", "ordered his brother blinded"."""

from kg.extract.parse import Tree

_CAUSES = frozenset({"have", "order", "make", "get"})
_IRREGULAR = frozenset(
    "put cut shot hung sent thrown burnt bound led laid brought struck flung cast torn run made shut".split()
)
_CLAUSES = frozenset({"xcomp", "ccomp", "acl"})
_NOMINALS = ("nsubj", "nsubj:pass", "obj", "iobj")
_ACTING = frozenset("he she they we i who".split())
_AGENTS = frozenset({"person", "polity", "people", "force"})


def cause(tree: Tree, verb: int) -> int:
    """The verb by whose subject it is done, -1 when nobody has it done."""
    if not _is_participle(tree, verb):
        return -1
    above = tree.heads[verb]
    if tree.deps[verb] in _CLAUSES or (tree.deps[verb] == "parataxis" and any(tree.under(above, "obj"))):
        causes = [each for each in (above, tree.heads[above]) if tree.lemmas[each] in _CAUSES and each < verb]
        if causes:
            return causes[0]
    joined = tree.deps[verb] == "conj" and not any(tree.under(verb, "cc"))
    if joined and tree.lemmas[above] == "have" and _between(tree, verb, above):
        return above
    return _auxiliary(tree, verb)


def _auxiliary(tree: Tree, verb: int) -> int:
    """As in "he had Otto beheaded", which parsers read like "had beheaded"; not "had he beheaded Otto"."""
    for aux in tree.under(verb, "aux"):
        if 0 < aux < verb and tree.lemmas[aux] == "have" and _between(tree, verb, aux):
            return aux
    return -1


def _between(tree: Tree, verb: int, cause: int) -> list[int]:
    """Whom it is done to, between the two verbs."""
    near = [*tree.under(verb, *_NOMINALS), *tree.under(cause, "obj")]
    return [each for each in near if cause < each < verb and tree.units[each].text.lower() not in _ACTING]


def _is_participle(tree: Tree, verb: int) -> bool:
    """As in "had him killed", "had him put to death"; not "had him stay"."""
    word = tree.units[verb].text.lower()
    finite = any(each for each in tree.under(verb, "aux", "mark") if tree.lemmas[each] != "have")
    return not finite and (word.endswith(("ed", "en", "d", "ain")) or word in _IRREGULAR)


def objects(tree: Tree, verb: int, cause: int) -> list[int]:
    """To whom it is done."""
    own = _between(tree, verb, cause) if tree.deps[cause] == "aux" or tree.deps[verb] == "conj" else []
    return (own or [*tree.under(verb, "nsubj", "nsubj:pass"), *tree.under(cause, "obj")])[:1]


def ahead(tree: Tree, verb: int, cause: int) -> list[int]:
    """Who has it done, where the parser made an auxiliary of the verb that says so."""
    if tree.deps[cause] != "aux":
        return []
    own = [each for each in tree.under(verb, "nsubj", "nsubj:pass") if each < cause]
    if own:
        return own[-1:]
    above = tree.heads[verb]
    if tree.deps[verb] in {"conj", "advcl", "parataxis"} and above < cause:
        return [each for each in tree.under(above, "nsubj", "nsubj:pass") if each < cause][-1:]
    for place in range(cause - 1, max(-1, cause - _NEAR), -1):
        if tree.units[place].kind in _AGENTS and not tree.case(place):
            return [place]
        if tree.units[place].text in {"and", ";"}:
            break
    return []


_NEAR = 8
"""Units back in which a name that the parser hung elsewhere is looked for."""
