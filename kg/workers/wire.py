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
            count = receive(self._buffer)
            if not count:
                raise EOFError("the other end of the connection is gone")
            self._held += memoryview(self._buffer)[:count]
        sign, size = _HEAD.unpack_from(self._held)
        end = _HEAD.size + size
        content = bytes(memoryview(self._held)[_HEAD.size : end])
        del self._held[:end]
        return Frame(sign, content)

    @property
    def waiting(self) -> bool:
        """Whether the next frame is here already."""
        held = len(self._held)
        return held >= _HEAD.size and held >= _HEAD.size + int(_HEAD.unpack_from(self._held)[1])
