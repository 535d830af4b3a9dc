"""Processes shared fairly: nobody holds or awaits them all, and a full queue says when to come again."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from threading import Thread
from time import monotonic, sleep

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.dataset import Asker, Question
from kg.errors import QueryAbandoned, QueueFull
from kg.versions import Versions
from kg.workers import Limits, PooledDataset, pool
from kg.workers.turns import Turns
from tests.pools import BASE, ENDLESS, LONG, WANTED, body, burning, pooled, soon

pytestmark = pytest.mark.slow

Publish = Callable[[Path, Iterable[Quad]], Versions]


@pytest.fixture(scope="module")
def versions(publish: Publish, tmp_path_factory: pytest.TempPathFactory) -> Versions:
    content = [
        Quad(NamedNode(f"{BASE}{n}"), NamedNode(f"{BASE}n"), Literal(n), NamedNode(f"{BASE}g"))
        for n in range(1000)
    ]
    return publish(tmp_path_factory.mktemp("sharing"), content)


@pytest.fixture(scope="module")
def dataset(versions: Versions) -> Iterator[PooledDataset]:
    with pooled(versions, Limits(timeout=60, processes=3)) as dataset:
        yield dataset


class Line:
    """Askers who stand in line for places, in threads of their own; `served` lists who got one, in order."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        self.served: list[str] = []
        self.refused: list[str] = []
        self._threads: list[Thread] = []

    def join(self, *clients: str, patience: float = 30) -> None:
        for client in clients:
            before = self._standing()
            self._threads.append(Thread(target=self._stand, args=(client, patience)))
            self._threads[-1].start()
            assert soon(lambda: self._standing() != before or bool(self.served or self.refused))  # noqa: B023

    def _standing(self) -> list[int]:
        return [len(queue) for queue in self.turns._queues.values()]

    def _stand(self, client: str, patience: float) -> None:
        try:
            self.turns.take(Asker(client), patience)
        except QueueFull:
            self.refused.append(client)
        else:
            self.served.append(client)

    def wait(self, count: int) -> None:
        assert soon(lambda: len(self.served) + len(self.refused) >= count)


def test_clients_take_turns_and_each_ones_askers_come_in_order() -> None:
    turns = Turns(2, waiting=10, pace=1)
    line = Line(turns)
    turns.take(Asker("a"), 0)
    turns.take(Asker("b"), 0)
    line.join("a", "a", "a", "b", "c")
    for served, client in enumerate(["b", "a", "b", "a", "a"], start=1):
        turns.give(client)
        line.wait(served)
    assert line.served == ["b", "a", "c", "a", "a"]


def test_one_client_leaves_a_place_to_the_others() -> None:
    turns = Turns(3, waiting=10, pace=7.2)
    for _ in range(2):
        turns.take(Asker("greedy"), 0)
    with pytest.raises(QueueFull, match="come again in 8 seconds") as error:
        turns.take(Asker("greedy"), 0.01)
    assert error.value.retry_after == 8
    turns.take(Asker("modest"), 0)


def test_who_waits_most_makes_room_when_the_queue_is_full() -> None:
    turns = Turns(2, waiting=3, pace=1)
    line = Line(turns)
    turns.take(Asker("greedy"), 0)
    turns.take(Asker("other"), 0)
    line.join("greedy", "greedy", "greedy")
    with pytest.raises(QueueFull, match="3 queries are waiting already"):
        turns.take(Asker("greedy"), 10)
    line.join("modest")
    line.wait(1)
    assert line.refused == ["greedy"]
    for served, client in enumerate(["greedy", "greedy", "other"], start=2):
        turns.give(client)
        line.wait(served)
    assert line.served == ["greedy", "modest", "greedy"]


def test_who_leaves_the_line_takes_nobodys_place() -> None:
    turns = Turns(2, waiting=1, pace=1)
    turns.take(Asker("a"), 0)
    with pytest.raises(QueryAbandoned):
        turns.take(Asker("a", lambda: True), 10)
    turns.give("a")
    turns.take(Asker("a"), 0)
    turns.take(Asker("b"), 0)


def test_others_are_answered_at_once_while_all_but_one_process_burn(dataset: PooledDataset) -> None:
    other = dataset.asked_by(Asker("other"))
    assert other.ask("ASK {}")
    taken = []
    with burning(dataset, "greedy", "greedy", "greedy"):
        for _ in range(41):
            began = monotonic()
            assert other.ask("ASK {}")
            taken.append(monotonic() - began)
    assert median(taken) < 1  # those that burn do so for 60 s


def test_a_full_queue_says_when_to_come_again(versions: Versions) -> None:
    limits = Limits(timeout=60, processes=2, waiting=1)
    with pooled(versions, limits) as dataset, burning(dataset, "greedy", "greedy"):
        with pytest.raises(QueueFull) as error:
            dataset.asked_by(Asker("greedy")).ask("ASK {}")
        assert error.value.retry_after == 30
        assert dataset.asked_by(Asker("other")).ask("ASK {}")


def test_who_waits_too_long_is_told_so(dataset: PooledDataset) -> None:
    with burning(dataset, "a", "a"), pytest.raises(QueueFull, match="No process became free"):
        body(dataset.asked_by(Asker("a")), "ASK {}", timeout=0.2)


def test_a_client_that_takes_no_data_gives_way(versions: Versions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_STALLED", 0.2)
    with pooled(versions, Limits(timeout=60, processes=2)) as dataset:
        stalled = [dataset.asked_by(Asker(client)).answer(Question(LONG), WANTED).blocks for client in "ab"]
        assert all(next(blocks) for blocks in stalled)
        sleep(0.2)
        assert dataset.asked_by(Asker("c")).ask("ASK {}")
        ends = [failure(blocks) for blocks in stalled]
        for blocks in stalled:
            blocks.close()  # type: ignore[attr-defined]
    assert sorted(ends) == ["", "The client took no data while others waited for a process."]


def failure(blocks: Iterator[bytes]) -> str:
    """How reading some more of an answer fails."""
    try:
        for _ in range(9):
            next(blocks)
    except QueryAbandoned as error:
        return str(error)
    return ""


def test_many_threads_get_each_its_own_answer(dataset: PooledDataset) -> None:
    def ask(number: int) -> bytes:
        asker = Asker(f"client {number % 5}")
        return body(dataset.asked_by(asker), f"SELECT (?o * 2 AS ?n) {{ ?s ?p ?o FILTER(?o = {number}) }}")

    with ThreadPoolExecutor(8) as threads:
        answers = [*threads.map(ask, range(200))]
    assert answers == [b"n\r\n%d\r\n" % (2 * number) for number in range(200)]


def test_askers_come_and_go_and_the_others_notice_nothing(dataset: PooledDataset) -> None:
    def ask(number: int) -> bytes:
        if number % 3:
            return body(dataset.asked_by(Asker(str(number))), f"SELECT ({number} AS ?n) {{}}")
        began = monotonic()
        with pytest.raises(QueryAbandoned):
            body(dataset.asked_by(Asker("fickle", lambda: monotonic() - began > 0.1)), ENDLESS)
        return b""

    with ThreadPoolExecutor(8) as threads:
        answers = [*threads.map(ask, range(24))]
    assert answers == [b"n\r\n%d\r\n" % n if n % 3 else b"" for n in range(24)]
