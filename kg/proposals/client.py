"""The one place that talks to a language model: an address that speaks the protocol of OpenAI."""

from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Final

from kg.errors import BadSetting, MissingPackage, ModelUnreachable
from kg.proposals.asking import Question
from kg.proposals.offer import Offer
from kg.proposals.schema import schema
from kg.settings import Settings

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

_ATTEMPTS: Final = 6


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model wrote, and how many tokens went each way; `fault` tells why it is of no use."""

    text: str
    sent: int = 0
    received: int = 0
    fault: str = ""


class Client:
    """A model behind an address; it is asked again, later and later, while the address is busy or silent."""

    def __init__(self, settings: Settings, *, attempts: int = _ATTEMPTS) -> None:
        for name, value in (("ADDRESS", settings.llm_address), ("MODEL", settings.llm_model)):
            if not value:
                raise BadSetting(
                    f"KG_LLM_{name} is empty, and reading with a language model needs it; "
                    "set it, for example to http://localhost:11434/v1 and llama3.1 for a model of your own."
                )
        self._settings, self._attempts = settings, attempts
        self._openai = _package()
        self._api = self._openai.OpenAI(
            base_url=settings.llm_address,
            api_key=settings.llm_key or "none",
            timeout=settings.llm_timeout,
            max_retries=attempts - 1,
        )

    def answer(self, question: Question) -> Answer:
        """What the model makes of a question."""
        openai = self._openai
        try:
            said = self._api.chat.completions.create(
                model=self._settings.llm_model,
                messages=[
                    {"role": "system", "content": question.instructions},
                    {"role": "user", "content": question.text},
                ],
                response_format={
                    "type": "json_schema",
                    "json_schema": {"name": "claims", "strict": True, "schema": schema(Offer.load())},
                },
            )
        except openai.APIConnectionError as error:  # time-outs are a kind of these
            raise ModelUnreachable(self._silent(error)) from error
        except openai.APIStatusError as error:
            raise ModelUnreachable(self._refused(error.status_code, error.message)) from error
        except openai.APIError as error:
            raise ModelUnreachable(self._silent(error)) from error
        except ValueError as error:
            raise ModelUnreachable(self._speechless()) from error
        # The package checks nothing that comes: a page of another service arrives as text.
        if not isinstance(said, openai.types.chat.ChatCompletion) or not said.choices:
            raise ModelUnreachable(self._speechless())
        return _answer(said)

    def _speechless(self) -> str:
        return (
            f"{self._settings.llm_address} answered what no model answers; check KG_LLM_ADDRESS, "
            "which mostly ends in /v1."
        )

    def _silent(self, error: Exception) -> str:
        return (
            f"{self._settings.llm_address} did not answer within {self._settings.llm_timeout:g} s, asked "
            f"{self._attempts} times ({error}). What was answered is kept: build again to go on, "
            "or without --reader llm."
        )

    def _refused(self, status: int, message: str) -> str:
        remedy = {
            401: "Check KG_LLM_KEY.",
            403: "Check KG_LLM_KEY.",
            404: f"Check KG_LLM_ADDRESS and whether it has the model {self._settings.llm_model}.",
            429: "Build again later; what was answered is kept.",
        }.get(status, "What was answered is kept: build again to go on, or without --reader llm.")
        return f"{self._settings.llm_address} refused with status {status}: {message} {remedy}"


def _answer(said: "ChatCompletion") -> Answer:
    usage, choice = said.usage, said.choices[0]
    sent, received = (usage.prompt_tokens, usage.completion_tokens) if usage else (0, 0)
    if not choice.message.content:
        refusal = choice.message.refusal
        return Answer("", sent, received, f"the model answered nothing{f': {refusal}' if refusal else ''}")
    if choice.finish_reason == "length":
        return Answer("", sent, received, "the answer was cut off")
    return Answer(choice.message.content, sent, received)


def _package() -> ModuleType:
    try:
        import openai  # noqa: PLC0415  # an extra: most builds have no use for it
    except ImportError as error:
        raise MissingPackage(
            "Reading with a language model needs the package openai; install it with "
            "pip install 'chanyuan[llm]'."
        ) from error
    return openai
