"""One way to ask, whoever answers: a store on this disk now, other processes and endpoints alike."""

from kg.dataset.formats import FORMATS, GRAPH_FORMATS, RESULT_FORMATS, Format, Kind, format_named
from kg.dataset.interface import Answer, Asker, Dataset, Question, Row, Solutions, Term, Wanted
from kg.dataset.local import LocalDataset

__all__ = [
    "FORMATS",
    "GRAPH_FORMATS",
    "RESULT_FORMATS",
    "Answer",
    "Asker",
    "Dataset",
    "Format",
    "Kind",
    "LocalDataset",
    "Question",
    "Row",
    "Solutions",
    "Term",
    "Wanted",
    "format_named",
]
