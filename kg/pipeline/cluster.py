"""Documents read by the workers of a Dask cluster, by the same function as in processes here."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Final

from kg import documents
from kg.errors import ClusterUnfit, MissingPackage, ReaderDied, UnreadableDocument
from kg.model import Document
from kg.pipeline.plan import Plan
from kg.pipeline.reader import Ground, Outcome, Reader, Task
from kg.pipeline.rules import COMMON, Rules
from kg.resources import folder

if TYPE_CHECKING:
    from distributed import Client, Future

_PATIENCE: Final = 30
"""Seconds to wait for a scheduler, and for the first of its workers."""
_AHEAD: Final = 4
"""Documents that lie ready for each worker, so that none waits; more would only fill memory."""


def outcomes(plan: Plan, tasks: Sequence[Task], address: str) -> Iterator[Outcome]:
    """What each document became, as it is done; a document whose worker dies is read by another one."""
    with _connected(address) as client:
        from distributed import as_completed  # noqa: PLC0415  # it is there, since there is a client

        ahead = _AHEAD * sum(client.nthreads().values())
        running = as_completed(loop=client.loop)
        for task in tasks:
            document = _opened(task)
            if isinstance(document, Outcome):
                yield document
                continue
            running.add(client.submit(read, plan, document, task.key, pure=False))
            if running.count() >= ahead:
                yield _done(plan, next(running), address)
        for future in running:
            yield _done(plan, future, address)


def _opened(task: Task) -> Document | Outcome:
    """A document as it is sent, for the workers need not reach the corpus; or why it cannot be read."""
    try:
        return documents.read(task.source)
    except UnreadableDocument as fault:
        return Outcome(task.source.id, None, str(fault))


@contextmanager
def _connected(address: str) -> Iterator["Client"]:
    try:
        import distributed  # noqa: PLC0415  # an extra: most builds have no use for it
    except ImportError as error:
        raise MissingPackage(
            "Reading on a cluster needs the package distributed; install it with "
            "pip install 'chanyuan[cluster]'."
        ) from error
    # Each fault becomes an error of ours; its traceback beside the progress would only frighten.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterUnfit(
            f"No Dask scheduler answers at {address!r} ({error}). Start one with `dask scheduler` and give "
            "the address that it prints, as in tcp://host:8786."
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise ClusterUnfit(
                f"The scheduler at {address} has no workers. Start some where Chanyuan is installed: "
                f"`dask worker {address} --nworkers auto --nthreads 1`."
            ) from error
        yield client


def _done(plan: Plan, future: "Future[Outcome]", address: str) -> Outcome:
    from distributed import CancelledError, KilledWorker  # noqa: PLC0415  # as above

    try:
        outcome: Outcome = future.result()
    except KilledWorker as error:
        raise ReaderDied(
            f"Several workers of {address} died over one document, most likely for want of memory ({error}). "
            "What was published is untouched and what was read is kept; give the workers more memory and "
            "build again."
        ) from error
    except (CancelledError, OSError) as error:
        raise ClusterUnfit(
            f"The scheduler at {address} went away ({error}). What was read is kept; start it and build "
            "again."
        ) from error
    if outcome.shard and plan.shelf.get(outcome.shard.key) is None:
        raise ClusterUnfit(
            f"A worker of {address} kept what it read at {plan.shelf.place}, which is another place here; "
            "set KG_SHARDS to one that all machines reach, as in s3://bucket/shards."
        )
    return outcome


_reading = Lock()
"""A worker may have several threads, and neither a parser nor a store may be shared by them."""
_last: list[tuple[Plan, Reader]] = []


def read(plan: Plan, document: Document, key: str) -> Outcome:
    """What runs on a worker: what is loaded for one build is kept for its next document."""
    with _reading:
        if not _last or _last[0][0] != plan:
            _last[:] = [(plan, _reader(plan))]
        return _last[0][1].outcome(document, key)


def _reader(plan: Plan) -> Reader:
    rules = _here(plan.rules)
    same = rules.extraction.fingerprint()[:16] == plan.made_by
    if not same or any(rules.keys()[name] != plan.keys[name] for name in COMMON):
        raise ClusterUnfit(
            "A worker has another Chanyuan, another parser or another authority file than the machine that "
            "builds; install the same on both."
        )
    return Reader(replace(plan, rules=rules), Ground(rules))


def _here(rules: Rules) -> Rules:
    """The rules with the folders of this machine, where those of the builder's are not found."""
    ontology = rules.ontology if rules.ontology.is_dir() else folder("ontology")
    shapes = rules.shapes if rules.shapes.is_dir() else folder("shapes")
    return replace(rules, ontology=ontology, shapes=shapes)
