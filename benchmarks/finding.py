"""What finding costs among many things: making the index, searching, and choosing from lists.

    python -m benchmarks.finding [--things 100000]

Every time is the best of several on this machine; the graph is generated, the same for the same number.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg import deposit, rdf
from kg.model import Ref
from kg.romanisation import PINYIN
from kg.search import Shelf
from kg.settings import Settings
from kg.tables import asked, listings
from kg.terms import term
from kg.versions import Versions
from server.config import service_for
from server.lists.listed import listed
from server.lists.table import table
from server.lists.wish import wished

BASE: Final = "http://localhost:8080/"
STATES: Final = 200
CLASSES: Final = (
    ("person", "Person", 5),
    ("place", "Place", 2),
    ("event", "Battle", 2),
    ("event", "Treaty", 1),
)
SEARCHES: Final = ("yue fei", "yuefeii", "wanyen aguda", "岳飛", "之", "a", "no such name as this", "x" * 200)
CHOICES: Final = (
    "",
    "dynasty=polity/s7",
    "dynasty=polity/s7&dynasty=polity/s8",
    "from=1100&to=1110",
    "sort=date",
)
REPEATS: Final = 3

Statement = tuple[Ref, str, Ref | Literal | NamedNode]


def main() -> None:
    """Print what each costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--things", type=int, default=100_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        versions = published(Path(folder), asked.things)
        measure_search(versions)
        measure_lists(Path(folder))


def published(data: Path, number: int) -> Versions:
    """So many things, each with three names and some facts, as a version."""
    versions, graph = Versions(data), rdf.graph("authority", BASE)
    quads = (
        Quad(rdf.iri(s, BASE), term(p), rdf.iri(o, BASE) if isinstance(o, Ref) else o, graph)
        for s, p, o in statements(number)
    )
    with versions.writing(BASE, purpose="benchmark") as staging:
        staging.put(graph, rdf.n_quads(set(quads)))
        version = versions.publish(staging, message="generated")
    print(f"{number} things, {version.quads} quads")
    return versions


def statements(number: int) -> Iterator[Statement]:
    """What is said of the states, then of the things."""
    chance, syllables = random.Random(7), sorted(PINYIN)
    states = [Ref("polity", f"s{each}") for each in range(STATES)]
    kinds = [(kind, name) for kind, name, weight in CLASSES for _ in range(weight)]
    for state in states:
        yield from named(state, "Dynasty", chance, syllables)
    for each in range(number - STATES):
        kind, name = chance.choice(kinds)
        thing, year = Ref(kind, f"x{each}"), chance.randint(900, 1250)
        yield from named(thing, name, chance, syllables)
        begins, ends = (
            ("cy:birthEarliest", "cy:deathLatest") if kind == "person" else ("cy:earliest", "cy:latest")
        )
        if kind != "place":
            yield thing, begins, Literal(f"{year:04}-01-01", datatype=term("xsd:date"))
            yield thing, ends, Literal(f"{year + 30:04}-01-01", datatype=term("xsd:date"))
        yield thing, "cy:served" if kind == "person" else "cy:party", chance.choice(states)


def named(thing: Ref, name: str, chance: random.Random, syllables: list[str]) -> Iterator[Statement]:
    """A class and names in two scripts."""
    family, *given = (chance.choice(syllables) for _ in range(chance.choice((2, 2, 3, 4))))
    latin = f"{family.title()} {''.join(given).title()}"
    chinese = "".join(chr(0x4E00 + chance.randrange(3000)) for _ in (family, *given))
    yield thing, "rdf:type", term(f"cy:{name}")
    for property_ in ("rdfs:label", "skos:prefLabel"):
        yield thing, property_, Literal(latin, language="en")
        yield thing, property_, Literal(chinese, language="zh-hant")
    yield thing, "skos:altLabel", Literal(f"{latin} {chance.choice(syllables).title()}", language="en")


def measure_search(versions: Versions) -> None:
    """The index made, and asked."""
    shelf, version = Shelf(versions), versions.served()
    print(f"index made in {seconds(lambda: shelf.make(version), 1):.1f} s")
    reader = shelf.reader(version)
    if reader is None:
        raise SystemExit("the index is not there")
    size = sum(each.stat().st_size for each in (versions.path(version).parent / "search").iterdir())
    print(f"index of {size / 1e6:.0f} MB")
    for typed in SEARCHES:
        found = seconds(partial(reader.search, typed), REPEATS) * 1000
        suggested = seconds(partial(reader.suggest, typed, 8), REPEATS) * 1000
        print(f"{typed[:24]!r:28} search {found:6.1f} ms, suggestions {suggested:6.1f} ms")


def measure_lists(data: Path) -> None:
    """The tables asked for, read as the build leaves them, and chosen from."""
    service = service_for(Settings(data=data))
    deposit.make(service.versions, service.versions.served(), ["tables"])
    for each in listings():
        if each.name in {"persons", "events", "places"}:
            asking = seconds(partial(asked, service.dataset, service.links.base, each), 1)
            first = seconds(partial(table, service, each), 1)
            things = len(table(service, each).things)
            print(f"list of {things} {each.name}: asked for in {asking:.2f} s, at hand in {first:.2f} s")
            for query in CHOICES:
                wish = (
                    wished(each, query.encode()) if "dynasty" not in query or each.name != "places" else None
                )
                if wish:
                    took = seconds(partial(listed, service, wish), REPEATS)
                    print(f"    {query:40} {took * 1000:6.0f} ms")


def seconds(work: Callable[[], object], times: int) -> float:
    """The least time that some work takes."""
    best = float("inf")
    for _ in range(times):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best


if __name__ == "__main__":
    main()
