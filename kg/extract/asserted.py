"""Whether a clause says that something happened, in the narrator's voice."""

from kg.extract.parse import Tree

_NEGATIONS = frozenset("not n't never hardly scarcely nearly almost neither nor no without".split())
_MODALS = frozenset("would could might may should can must ought shall will 'd".split())
_LATER = frozenset("later soon eventually finally ultimately subsequently again".split())
_CONDITIONS = frozenset("if unless whether lest as_if".split())
_REALISED = frozenset(
    """
        manage begin start proceed come continue go help force compel succeed have make get see
        oblige lead persuade allow let cause decision drive induce enable provoke
    """.split()
)
_REPORTED = frozenset(
    """
    say think believe claim fear suspect allege rumour rumor hope plan want wish intend threaten
    promise urge demand propose refuse suggest consider doubt expect warn accuse suppose imagine
    decline hesitate argue hold maintain charge prefer advise prepare seek try attempt aim mean ask
    order invite tempt offer agree vow swear plot conspire whisper insist deny dream pretend
    recommend contemplate debate discuss reject forbid
""".split()
)
_TOLD = frozenset(
    """
        say think believe claim fear suspect allege rumour rumor hope suppose imagine doubt expect
        argue hold maintain whisper accuse charge deny warn decide conclude judge convince assume
        pretend insist swear report
    """.split()
)
_PREVENTED = frozenset(
    """
        prevent avoid avert prohibit forbid forestall plan propose fear threaten demand risk
        contemplate oppose reject consider discuss expect anticipate refuse prepare postpone cancel
        advocate urge call_off
    """.split()
)
_UNREAL_NOUNS = frozenset(
    """
        threat plan fear danger risk possibility failure idea hope preparation prospect rumour rumor
        talk suspicion accusation attempt dream proposal project chance case question lack event
        want absence
    """.split()
)
_CLAUSES = frozenset({"ccomp", "xcomp", "conj", "acl", "advcl", "parataxis"})


def doubt(tree: Tree, place: int) -> str:
    """Why the clause of a unit is no assertion, empty when it is one.

    The answer is one of negated, hypothetical, intended, reported, asked.
    """
    if tree.units and tree.units[-1].text == "?":
        return "asked"
    if _is_hearsay(tree, place):
        return "reported"
    if tree.tags[place] in {"VERB", "AUX"} or tree.has(place, "nsubj", "nsubj:pass"):
        return _of_verb(tree, place, 0)
    return _of_noun(tree, place)


_SAID = frozenset(
    "said rumoured rumored alleged reported believed thought whispered claimed suspected".split()
)


def _is_hearsay(tree: Tree, place: int) -> bool:
    """As in "It was said afterwards that …", "According to legend": all that is told from there on."""
    words = [unit.text.lower() for unit in tree.units[:place]]
    if words[:2] == ["according", "to"] and set(words[2:7]) & (_TALES | {"some", "enemies"}):
        return True
    for at in range(len(words) - 2):
        if words[at] == "it" and words[at + 1] in {"is", "was"}:
            behind = words[at + 2 : at + 5]
            if _SAID & set(behind) and "that" in words[at + 2 :]:
                return ";" not in words[at:]
    return False


_UNREAL_QUALITIES = frozenset(
    "possible planned potential future proposed likely imminent alleged supposed attempted".split()
)
_NONE = frozenset("no any neither every each".split())


def _of_noun(tree: Tree, place: int) -> str:
    return _of_noun_itself(tree, place) or _of_what_it_belongs_to(tree, place)


def _of_noun_itself(tree: Tree, place: int) -> str:
    for child in tree.children[place]:
        dep, lemma = tree.deps[child], tree.lemmas[child]
        if (dep == "det" and lemma in _NONE) or (dep == "case" and lemma == "without"):
            return "negated"
        if dep == "amod" and lemma in _UNREAL_QUALITIES:
            return "hypothetical"
    return ""


def _of_what_it_belongs_to(tree: Tree, place: int) -> str:
    for above in tree.ancestors(place):
        if tree.has(above, "cop"):
            return _of_verb(tree, above, 0)
        if tree.lemmas[above] in _UNREAL_NOUNS and tree.tags[above] == "NOUN":
            return "hypothetical"
        if tree.tags[above] == "VERB":
            return "hypothetical" if tree.lemmas[above] in _PREVENTED else _of_verb(tree, above, 0)
    return ""


def _of_verb(tree: Tree, place: int, depth: int) -> str:
    return _own(tree, place) or (_inherited(tree, place, depth) if depth < 12 else "")


def _own(tree: Tree, place: int) -> str:
    parted = tree.children[tree.heads[place]] if _is_parted_from_auxiliary(tree, place) else ()
    marks = [child for child in (*tree.children[place], *parted) if tree.deps[child] in _MARKS]
    texts = {tree.units[child].text.lower() for child in marks}
    words = texts | {tree.lemmas[child] for child in marks}
    ahead = {tree.units[child].text.lower() for child in marks if child < place}
    if words & _NEGATIONS or _has_negative_argument(tree, place) or _is_instead(tree, place, ahead):
        return "negated"
    if texts & _MAYBE:
        return "reported"
    unreal = words & _MODALS and not texts & _LATER
    if unreal or texts & _CONDITIONS or _is_inverted(tree, place) or tree.deps[place] == "csubj":
        return "hypothetical"
    if "to" in texts and _is_infinitive(tree, place) and not texts & _LATER:
        return "intended"
    return ""


_MAYBE = frozenset("perhaps maybe possibly allegedly supposedly reportedly purportedly".split())


def _is_instead(tree: Tree, place: int, texts: set[str]) -> bool:
    """As in "instead of attacking", "rather than attack", "far from attacking", "came close to attacking"."""
    if tree.deps[place] not in {"advcl", "ccomp", "acl", "xcomp"}:
        return False
    return bool(texts & {"instead", "rather"} or {"far", "from"} <= texts) or (
        "to" in texts and tree.lemmas[tree.heads[place]] in {"close", "near"}
    )


def _is_infinitive(tree: Tree, place: int) -> bool:
    """Whether "to" means what was yet to come: "planned to march", "was to march"."""
    if any(tree.lemmas[each] == "be" for each in tree.under(place, "aux", "cop")):
        return True
    return tree.deps[place] != "ROOT" and not _is_realised(tree, place)


_MARKS = frozenset({"aux", "advmod", "mark", "cc", "cc:preconj", "case", "det"})


def _has_negative_argument(tree: Tree, place: int) -> bool:
    for child in tree.under(place, "nsubj", "nsubj:pass", "obj"):
        if tree.lemmas[child] in {"nobody", "none", "nothing", "neither", "no-one"}:
            return True
        if any(tree.lemmas[each] in {"no", "neither"} for each in tree.under(child, "det", "cc:preconj")):
            return True
    return False


def _is_inverted(tree: Tree, place: int) -> bool:
    """As in "Had Wu crossed the river": a condition without "if"."""
    subjects = list(tree.under(place, "nsubj", "nsubj:pass"))
    had = [
        child
        for child in tree.under(place, "aux")
        if tree.units[child].text.lower() in {"had", "were", "should"}
    ]
    return bool(subjects and had and had[0] < subjects[0] < place)


def _is_realised(tree: Tree, place: int) -> bool:
    above = tree.heads[place]
    return tree.deps[place] in {"xcomp", "ccomp", "acl", "advcl"} and tree.lemmas[above] in _REALISED


def _inherited(tree: Tree, place: int, depth: int) -> str:
    dep, above = tree.deps[place], tree.heads[place]
    if dep not in _CLAUSES or above == place:
        return ""
    if dep == "advcl":
        return _of_adverbial(tree, place, depth)
    if dep == "acl":
        return _of_attribute(tree, above)
    if dep == "conj":
        return _of_coordinated(tree, place, depth)
    if _reports(tree, above, dep):
        return "reported"
    return _of_verb(tree, above, depth + 1) if dep in {"xcomp", "ccomp"} else ""


def _is_parted_from_auxiliary(tree: Tree, place: int) -> bool:
    """As in "did not, as is often claimed, go over to the enemy"."""
    above = tree.heads[place]
    bare = tree.units[place].text == tree.lemmas[place]
    return bare and above < place and tree.tags[above] == "AUX" and tree.lemmas[above] == "do"


_TALES = frozenset(
    """
    story tale legend claim charge allegation belief myth notion report accusation rumour rumor tradition
    gossip suspicion
    """.split()
)


def _of_attribute(tree: Tree, noun: int) -> str:
    if tree.lemmas[noun] in _TALES:
        return "reported"
    return "hypothetical" if tree.lemmas[noun] in _UNREAL_NOUNS else ""


def _of_adverbial(tree: Tree, place: int, depth: int) -> str:
    """As in "was accused of having betrayed", "would have come, breaking his oath"."""
    above = tree.heads[place]
    marks = {tree.units[child].text.lower() for child in tree.under(place, "mark")}
    if tree.lemmas[above] in _REPORTED | {"vote"} and marks & {"of", "against", "about"}:
        return "reported"
    found = _of_verb(tree, above, depth + 1)
    if _has_left_modal(tree, place):
        return found if found == "reported" else ""
    return found if found == "reported" or _own(tree, above) in {"hypothetical", "intended"} else ""


def _of_coordinated(tree: Tree, place: int, depth: int) -> str:
    above = tree.heads[place]
    if not tree.has(place, "nsubj", "nsubj:pass") and not _has_left_modal(tree, place):
        return _of_verb(tree, above, depth + 1)
    if tree.deps[above] == "xcomp" and tree.units[above].text.lower() == tree.lemmas[above]:
        return _of_verb(tree, tree.heads[above], depth + 1)
    found = _of_verb(tree, above, depth + 1)
    return found if found == "reported" else ""


_PASTS = frozenset(
    """
    broke rode took retook fell went rose drove threw overthrew overran swore gave came slew withdrew
    wrote chose forsook betook stole tore drew began ran forgave arose
    """.split()
)


def _has_left_modal(tree: Tree, place: int) -> bool:
    """A past form after "would not …" has left the modal behind: "might have come but stopped"."""
    word = tree.units[place].text.lower()
    if tree.has(place, "mark"):
        return False
    if tree.deps[place] == "advcl":
        return word in _PASTS
    return word != tree.lemmas[place] and not word.endswith("ing")


def _reports(tree: Tree, above: int, dep: str) -> bool:
    lemma = tree.lemmas[above]
    if dep == "parataxis":
        return False
    if dep == "ccomp":
        return lemma in _TOLD or any(tree.lemmas[each] in _TALES for each in tree.under(above, "nsubj"))
    return lemma in _REPORTED
