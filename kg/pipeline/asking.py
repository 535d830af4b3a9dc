"""The step before reading in which a language model is asked, where a build has one read as well."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from kg import documents
from kg.errors import UnreadableDocument
from kg.model import Document
from kg.pipeline.reader import Task
from kg.proposals.answers import Answers, unanswered
from kg.proposals.asking import Question
from kg.proposals.client import Answer, Client
from kg.proposals.report import Report, Total
from kg.settings import Settings

_AT_ONCE: Final = 4
"""Questions on their way at the same time; most addresses allow as many."""
_MILLION: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What asking came to: answers, those of no use with the reason, tokens either way, and the price.

    `dollars` is None where the price of the model is not known.
    """

    answers: int = 0
    useless: tuple[str, ...] = ()
    sent: int = 0
    received: int = 0
    price: tuple[float, float] | None = None

    def after(self, document: str, answer: Answer) -> "Asked":
        """The same with one more answer."""
        fault = (f"{document}: {answer.fault}",) if answer.fault else ()
        return Asked(
            self.answers + 1,
            self.useless + fault,
            self.sent + answer.sent,
            self.received + answer.received,
            self.price,
        )

    def __str__(self) -> str:
        """Tokens and price, as a progress line has them.

        >>> str(Asked(2, sent=12_000, received=800, price=(0.15, 0.6)))
        '12000 tokens sent, 800 received, 0.0023 $'
        """
        tokens = f"{self.sent} tokens sent, {self.received} received"
        if self.price is None:
            return tokens
        dollars = (self.sent * self.price[0] + self.received * self.price[1]) / _MILLION
        return f"{tokens}, {dollars:.4f} $"


def asked(tasks: Sequence[Task], settings: Settings, progress: Callable[[int, int, str], None]) -> Asked:
    """Ask what was not asked before about the documents to be read, and keep each answer at once."""
    answers, client = Answers(settings.data / "answers", settings.llm_model), Client(settings)

    def ask(question: Question) -> Answer:
        answer = client.answer(question)
        answers.put(question, answer)
        return answer

    # Documents may say the same, word for word.
    pending = list({question.key: question for question in unanswered(answers, _readable(tasks))}.values())
    total = Asked(price=_price(settings.llm_price))
    progress(0, len(pending), "")
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        futures = {threads.submit(ask, question): question.document for question in pending}
        try:
            for done, future in enumerate(as_completed(futures), start=1):
                total = total.after(futures[future], future.result())
                progress(done, len(pending), str(total))
        finally:
            threads.shutdown(wait=True, cancel_futures=True)
    return total


def told(total: Asked, names: Sequence[str], settings: Settings) -> Iterator[str]:
    """What a build says of the model: the asking, what became of its proposals, and what was of no use."""
    folder = settings.data / "answers"
    yield f"Asked {settings.llm_model}: answers {total.answers}, {total}."
    reports = Total.of(Report.read(folder, name) for name in names)
    yield f"Its statements: {reports}; listed in {folder / 'reports'}."
    for fault in total.useless:
        yield f"Of no use: the answer about {fault}."


def _readable(tasks: Sequence[Task]) -> Iterator[Document]:
    for task in tasks:
        with suppress(UnreadableDocument):  # whoever reads it next says so
            yield documents.read(task.source)


def _price(text: str) -> tuple[float, float] | None:
    if not text:
        return None
    sent, received = map(float, text.split())
    return sent, received
