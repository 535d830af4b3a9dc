"""Answers of a model, kept on disk by what was asked: it is asked once, and builds stay the same."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path

from kg.errors import LostAnswer
from kg.model import Document
from kg.proposals.asking import Question, questions
from kg.proposals.client import Answer
from kg.versions import durable


@dataclass(frozen=True, slots=True)
class Answers:
    """The folder of the answers of one model; who deletes it has everything asked again."""

    folder: Path
    model: str

    def get(self, question: Question) -> Answer | None:
        """The answer to a question, where it was asked already."""
        try:
            return Answer(**json.loads(self._path(question).read_bytes()))
        except (OSError, ValueError, TypeError):
            return None

    def put(self, question: Question, answer: Answer) -> None:
        """Keep an answer, useless ones too: the same question would get no better one."""
        durable.write(self._path(question), json.dumps(asdict(answer), ensure_ascii=False).encode())

    def of(self, question: Question) -> Answer:
        """The answer to a question that was asked before."""
        answer = self.get(question)
        if answer is None:
            raise LostAnswer(
                f"{self._path(question)} no longer holds what {self.model} answered about "
                f"{question.document}; build again to have it asked anew."
            )
        return answer

    def _path(self, question: Question) -> Path:
        model = blake2b(self.model.encode(), digest_size=8).hexdigest()
        return self.folder / model / question.key[:2] / f"{question.key}.json"


def unanswered(answers: Answers, documents: Iterable[Document]) -> Iterator[Question]:
    """What must still be asked about some documents."""
    for document in documents:
        for question in questions(document):
            if answers.get(question) is None:
                yield question
