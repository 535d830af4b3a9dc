"""What is said between an asker and a query process: frames on a stream socket."""

import pickle
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from struct import Struct
from typing import Final, NamedTuple

from kg.dataset import GRAPH_FORMATS, RESULT_FORMATS, Kind, Question, Wanted
from kg.errors import ChanyuanError

QUESTION: Final = b"?"
KIND: Final = b"="
BLOCK: Final = b"+"
END: Final = b"."
FAULT: Final = b"!"

_FORMATS: Final = {form.name: form for form in (*RESULT_FORMATS, *GRAPH_FORMATS)}
_fields = attrgetter(*(field.name for field in fields(Question)))
# A tuple of strings travels five times as fast as the objects themselves.

_HEAD: Final = Struct(">cI")
_CHUNK: Final = 1 << 17


class Frame(NamedTuple):
    """A sign and what it is about."""

    sign: bytes
    content: bytes


def frame(sign: bytes, content: bytes = b"") -> bytes:
    r"""A frame as it travels.

    >>> frame(BLOCK, b"[]")
    b'+\x00\x00\x00\x02[]'
    """
    return _HEAD.pack(sign, len(content)) + content


def question(asked: Question, wanted: Wanted) -> bytes:
    """The frame of a question."""
    names = [(kind.name, form.name) for kind, form in wanted.items()]
    return frame(QUESTION, pickle.dumps((_fields(asked), names), pickle.HIGHEST_PROTOCOL))


def asked(content: bytes) -> tuple[Question, Wanted]:
    """The question in a frame.

    >>> asked(question(Question("ASK {}"), {Kind.BOOLEAN: RESULT_FORMATS[0]})[5:])[0].text
    'ASK {}'
    """
    values, names = pickle.loads(content)  # noqa: S301  # from the process that started us
    return Question(*values), {Kind[kind]: _FORMATS[form] for kind, form in names}


def fault(error: ChanyuanError) -> bytes:
    """The frame of a refusal."""
    return frame(FAULT, pickle.dumps(error))


def refusal(content: bytes) -> ChanyuanError:
    """The refusal in a frame."""
    found: ChanyuanError = pickle.loads(content)  # noqa: S301  # from a process that we started
    return found


class Frames:
    """The frames that arrive on one connection."""

    def __init__(self) -> None:
        self._buffer = bytearray(_CHUNK)
        self._held = bytearray()

    def next(self, receive: Callable[[bytearray], int]) -> Frame:
        """The next frame; `receive` fills a buffer as bytes come. EOFError when the other end is gone."""
        while not self.waiting:
            self.take(receive)
        sign, size = _HEAD.unpack_from(self._held)
        end = _HEAD.size + size
        content = bytes(memoryview(self._held)[_HEAD.size : end])
        del self._held[:end]
        return Frame(sign, content)

    def take(self, receive: Callable[[bytearray], int]) -> int:
        """Take in what arrives next, and say how many bytes are held now."""
        count = receive(self._buffer)
        if not count:
            raise EOFError("the other end of the connection is gone")
        self._held += memoryview(self._buffer)[:count]
        return len(self._held)

    @property
    def waiting(self) -> bool:
        """Whether the next frame is here already."""
        return bool(self._end(0))

    @property
    def last(self) -> bytes:
        """The sign of the last frame that is here as a whole, empty when there is none."""
        sign, start = b"", 0
        while end := self._end(start):
            sign, start = bytes(self._held[start : start + 1]), end
        return sign

    def _end(self, start: int) -> int:
        """Where the frame that begins there ends, 0 while it is not here as a whole."""
        held, begin = len(self._held), start + _HEAD.size
        if held < begin:
            return 0
        end = begin + int(_HEAD.unpack_from(self._held, start)[1])
        return end if held >= end else 0
