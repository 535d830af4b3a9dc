"""Which of several candidates a bearer is."""

from kg.identify.company import Circumstances
from kg.model import Bearer, Candidate

_SLACK = 60
"""Years that a document may speak of somebody after his death or before his birth."""

_AFTERMATH = 4
"""Years after somebody's end in which what he did is still dated."""


def choice(bearer: Bearer, found: Circumstances, around: tuple[int, int] | None = None) -> Candidate | None:
    """The candidate that fits the time and the company best, None when none lived then.

    `around` are the years that the whole document speaks of, for a bearer without dated deeds.
    """
    fitting = [
        each
        for each in bearer.candidates
        if each.ref.kind == bearer.local.kind and _in_time(each, found.years, around)
    ]
    if not fitting:
        return _later(bearer, found, around)
    return max(
        fitting,
        key=lambda each: (
            len(each.related & found.others),
            each.label.startswith(bearer.name),
            -fitting.index(each),
        ),
    )


def _later(bearer: Bearer, found: Circumstances, around: tuple[int, int] | None) -> Candidate | None:
    """A scholar or state of a later age that the text names in full, as "historian Hoyt Tillman"."""
    if found.years or around is None or " " not in bearer.name:
        return None
    known = [each for each in (*bearer.candidates, *bearer.namesakes) if each.ref.kind == bearer.local.kind]
    later = [each for each in known if each.start is not None and each.start > around[1]]
    return later[0] if len(known) == len(later) == 1 else None


def _in_time(candidate: Candidate, deeds: tuple[int, ...], around: tuple[int, int] | None) -> bool:
    """Whether most of the deeds, or else the document, fall into the candidate's time."""
    if candidate.start is None or candidate.ref.kind in {"place", "people"}:
        return True
    end = candidate.end if candidate.end is not None else candidate.start + 100
    if deeds:
        return 2 * sum(candidate.start <= year <= end + _AFTERMATH for year in deeds) >= len(deeds)
    return around is None or (candidate.start - _SLACK <= around[1] and around[0] <= end + _SLACK)
