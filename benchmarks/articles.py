"""Generated articles about history: any number, always the same for the same seed."""

import csv
import random
from functools import cache
from pathlib import Path

from kg.resources import folder

HEADINGS = (
    "A Fragile Peace",
    "The Road to War",
    "Sieges and Surrenders",
    "What Came After",
    "Men and Motives",
)
SENTENCES = (
    "In {year}, General {general} led the armies of the {state} against the {rival}.",
    "The {state} and the {rival} signed the Treaty of {place} in {year}; the {state} agreed to pay tribute.",
    "{general}, a general from {place}, rebelled against the {state} in {month} {year}.",
    "The {rival} besieged {place} in {year} and took it after forty days.",
    "Emperor {ruler} of the {state} moved the capital to {place}.",
    "Two years later {general} surrendered to the {rival}, though he had served the {state} all his life.",
    "By {year} the granaries were empty, and few officials dared to say so at court.",
    "The envoys of the {rival} crossed the river in {month} with gifts of silk, horses and falcons.",
    "Scholars doubt that {ruler} ever read the memorial that {general} is said to have sent from {place}.",
    "He was captured near {place} and died in captivity, a prisoner of the {rival}.",
)
MONTHS = ("January", "March", "April", "May", "July", "August", "October", "December")
FAMILIES = (
    "Bai",
    "Cui",
    "Deng",
    "Fang",
    "Gao",
    "Hou",
    "Jiang",
    "Kong",
    "Lei",
    "Mao",
    "Ning",
    "Pei",
    "Qiu",
    "Ruan",
)
SYLLABLES = (
    "an",
    "bo",
    "cheng",
    "de",
    "fu",
    "guang",
    "hai",
    "jun",
    "kai",
    "liang",
    "ming",
    "ping",
    "ren",
    "shou",
)


@cache
def _rows(table: str) -> tuple[dict[str, str], ...]:
    path = folder("ontology") / "authority" / "tables" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as rows:
        return tuple(csv.DictReader(rows))


def _person(dice: random.Random) -> str:
    return f"{dice.choice(FAMILIES)} {dice.choice(SYLLABLES).capitalize()}{dice.choice(SYLLABLES)}"


def _states(dice: random.Random) -> tuple[str, str, int]:
    """Two states and a year in which both existed, so that the shapes have no reason to object."""
    while True:
        one, other = dice.sample(_rows("polities"), 2)
        first = max(int(one["start_year"]), int(other["start_year"])) + 1
        last = min(int(one["end_year"]), int(other["end_year"])) - 3
        if first <= last:
            return one["label_en"], other["label_en"], dice.randint(first, last)


def _paragraph(dice: random.Random) -> str:
    state, rival, year = _states(dice)
    names = {
        "state": state,
        "rival": rival,
        "year": year,
        "general": _person(dice),
        "ruler": _person(dice),
        "place": dice.choice(_rows("places"))["label_en"],
        "month": dice.choice(MONTHS),
    }
    return " ".join(sentence.format(**names) for sentence in dice.sample(SENTENCES, 4))


def article(seed: int, *, words: int = 300) -> str:
    """One article of about so many words: a title, headings, paragraphs of four sentences."""
    dice = random.Random(seed)
    parts = [f"{dice.choice(HEADINGS)}, Part {seed}"]
    length = 0
    while length < words:
        if len(parts) % 4 == 0:
            parts.append(dice.choice(HEADINGS))
        parts.append(_paragraph(dice))
        length += len(parts[-1].split())
    return "\n\n".join(parts) + "\n"


def write(target: Path, count: int, *, words: int = 300) -> int:
    """Fill a folder with articles; the number of words written."""
    target.mkdir(parents=True, exist_ok=True)
    return sum(_written(target / f"article-{seed:06}.txt", seed, words) for seed in range(count))


def _written(path: Path, seed: int, words: int) -> int:
    text = article(seed, words=words)
    path.write_text(text, encoding="utf-8")
    return len(text.split())
