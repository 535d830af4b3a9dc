"""What is made once of each version for others to fetch: counts, dumps, the list of its things."""

from kg.deposit.dumps import CODINGS, Dump
from kg.deposit.folder import Deposit, deposit_of, dumped, forebears
from kg.deposit.maker import Maker, NotMade, NotYetMade
from kg.deposit.making import make
from kg.deposit.statistics import ClassCount, PropertyCount, Statistics, TargetCount

__all__ = [
    "CODINGS",
    "ClassCount",
    "Deposit",
    "Dump",
    "Maker",
    "NotMade",
    "NotYetMade",
    "PropertyCount",
    "Statistics",
    "TargetCount",
    "deposit_of",
    "dumped",
    "forebears",
    "make",
]
