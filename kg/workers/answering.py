"""What a query process does: it answers one question after another until its connection ends."""

from collections.abc import Callable
from contextlib import suppress
from socket import socket
from typing import Final, Protocol

from kg.dataset import Kind, Question, Wanted
from kg.dataset.evaluation import Sink
from kg.errors import ChanyuanError
from kg.workers import wire

_BLOCK: Final = 1 << 16


class Begun(Protocol):
    """An answer that will be computed while it is written."""

    @property
    def kind(self) -> Kind:
        """What it is made of."""

    def write(self, sink: Sink, /) -> None:
        """Compute it into a sink."""


class Evaluating(Protocol):
    """What can be asked in a process of its own."""

    def prepare(self) -> None:
        """Do what the first question need not wait for."""

    def evaluation(self, question: Question, wanted: Wanted, /) -> Begun:
        """The answer to a question, begun."""


def serve(connection: socket, dataset: Evaluating) -> None:
    """Answer what arrives on a connection; what is no refusal ends the process, and its starter hears why."""
    with suppress(ChanyuanError):  # the first asker is told
        dataset.prepare()
    frames = wire.Frames()
    while True:
        try:
            content = frames.next(connection.recv_into).content
        except EOFError:
            return
        _answer(connection.sendall, dataset, content)


def _answer(send: Callable[[bytes], None], dataset: Evaluating, content: bytes) -> None:
    try:
        evaluation = dataset.evaluation(*wire.asked(content))
        blocks = _Blocks(send, evaluation.kind.name)
        evaluation.write(blocks)
    except ChanyuanError as error:
        send(wire.fault(error))
    else:
        blocks.end()


class _Blocks:
    """A sink that sends what it takes block by block; a fault before the first block leaves no trace."""

    def __init__(self, send: Callable[[bytes], None], kind: str) -> None:
        self._send = send
        self._held: list[bytes] = []
        self._size = 0
        self._ahead = wire.frame(wire.KIND, kind.encode())

    def write(self, data: bytes) -> int:
        """Take some bytes of the answer."""
        self._held.append(data)
        self._size += len(data)
        if self._size >= _BLOCK:
            self._send(self._framed())
        return len(data)

    def flush(self) -> None:
        """Leave the rest to `end`, which sends with it that there is no more."""

    def end(self) -> None:
        """Send the rest."""
        self._send(self._framed() + wire.frame(wire.END))

    def _framed(self) -> bytes:
        ahead, block = self._ahead, b"".join(self._held)
        self._ahead, self._held, self._size = b"", [], 0
        return ahead + wire.frame(wire.BLOCK, block)
