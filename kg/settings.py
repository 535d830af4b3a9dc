"""Every setting, read from the environment once and then frozen."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final, Self

from kg.errors import BadSetting


def _setting(default: object, explanation: str) -> Any:  # noqa: ANN401  # as dataclasses.field is typed
    return field(default=default, metadata={"explanation": explanation})


def _secret(explanation: str) -> Any:  # noqa: ANN401  # as above; it is shown to nobody who prints settings
    return field(default="", repr=False, metadata={"explanation": explanation})


_LEAST_MEMORY: Final = 128
"""Megabytes; an idle process with an open store takes half of that."""


READERS: Final = ("rules", "llm")
_PRICE: Final = re.compile(r"(\d+(\.\d+)? \d+(\.\d+)?)?")


@dataclass(frozen=True, slots=True)
class Settings:
    """How this installation runs; each field is the variable `KG_` plus its name in capitals."""

    data: Path = _setting(Path("data"), "folder of the published versions")
    base: str = _setting("http://localhost:8080/", "what every minted IRI starts with, ending in /")
    store: str = _setting("", "SPARQL endpoint to ask, which `kg publish` keeps; empty for KG_DATA itself")
    store_token: str = _secret("bearer token for `kg publish` and KG_STORE")
    query_timeout: float = _setting(30.0, "seconds that one query may run")
    query_memory: int = _setting(1024, "megabytes that the process of one query may take")
    query_processes: int = _setting(0, "processes that answer queries; 0 means one more than cores")
    cache: int = _setting(64, "megabytes of responses kept to be given again; 0 keeps none")
    write_timeout: float = _setting(300.0, "seconds that one write may take, the check of it included")
    write_memory: int = _setting(2048, "megabytes that the process of one write may take")
    federation: str = _setting("", "endpoints that SERVICE may reach, separated by spaces")
    nlp: str = _setting("", "spaCy pipeline to parse with instead of the one shipped; 'none' for none")
    jobs: int = _setting(0, "processes that read documents; 0 means one per core")
    cluster: str = _setting("", "address of a Dask scheduler whose workers read; empty for processes here")
    shards: str = _setting("", "folder or fsspec address of what was read; empty for shards/ in KG_DATA")
    reader: str = _setting("rules", "who reads documents: rules, or llm for a language model beside them")
    llm_address: str = _setting("", "address of a language model that speaks the protocol of OpenAI")
    llm_model: str = _setting("", "name of that language model")
    llm_key: str = _secret("key that the address of the language model asks for")
    llm_timeout: float = _setting(120.0, "seconds that one answer of the language model may take")
    llm_price: str = _setting("", "dollars for a million tokens sent and received, as in '0.15 0.60'")
    publisher: str = _setting("Chanyuan", "who publishes the graph, as its description names them")
    licence: str = _setting(
        "https://creativecommons.org/licenses/by-sa/4.0/", "IRI of the licence that the graph is given under"
    )

    def __post_init__(self) -> None:
        if not self.base.startswith(("http://", "https://")) or not self.base.endswith("/"):
            raise BadSetting(
                f"KG_BASE is {self.base!r}; it must be an http or https IRI ending in /, "
                "for example http://localhost:8080/"
            )
        for name, seconds in (("QUERY", self.query_timeout), ("WRITE", self.write_timeout)):
            if seconds <= 0:
                raise BadSetting(f"KG_{name}_TIMEOUT is {seconds}; give a number of seconds above 0.")
        for name, memory in (("QUERY", self.query_memory), ("WRITE", self.write_memory)):
            if memory < _LEAST_MEMORY:
                raise BadSetting(f"KG_{name}_MEMORY is {memory}; give at least {_LEAST_MEMORY} (megabytes).")
        if not self.licence.startswith(("http://", "https://")):
            raise BadSetting(
                f"KG_LICENCE is {self.licence!r}; it must be the http or https IRI of a licence, for example "
                "https://creativecommons.org/licenses/by/4.0/"
            )
        if self.cache < 0:
            raise BadSetting(f"KG_CACHE is {self.cache}; give a number of megabytes, or 0 to keep nothing.")
        if self.query_processes < 0 or self.query_processes == 1:
            raise BadSetting(
                f"KG_QUERY_PROCESSES is {self.query_processes}; give 2 or more, so that one client's query "
                "does not keep the others waiting, or 0 to have as many as suit this machine."
            )
        if self.store and not self.store.startswith(("http://", "https://")):
            raise BadSetting(
                f"KG_STORE is {self.store!r}; it must be the http or https address of a SPARQL endpoint, for "
                "example http://localhost:7878/query"
            )
        self._check_reader()

    def _check_reader(self) -> None:
        if self.reader not in READERS:
            raise BadSetting(f"KG_READER is {self.reader!r}; give one of {', '.join(READERS)}.")
        if self.llm_timeout <= 0:
            raise BadSetting(f"KG_LLM_TIMEOUT is {self.llm_timeout}; give a number of seconds above 0.")
        if not _PRICE.fullmatch(self.llm_price):
            raise BadSetting(
                f"KG_LLM_PRICE is {self.llm_price!r}; give two numbers, the dollars for a million tokens "
                "sent and received, as in '0.15 0.60'."
            )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """The settings that the environment's `KG_…` variables give, defaults elsewhere."""
        given = {
            each.name: _converted(each.name, type(each.default), environment[variable])
            for each in fields(cls)
            if environment.get(variable := f"KG_{each.name.upper()}")
        }
        return cls(**given)  # type: ignore[arg-type]  # each value was converted to its own field's type


def _converted(name: str, kind: type, text: str) -> object:
    try:
        return kind(text)
    except ValueError as error:
        raise BadSetting(f"KG_{name.upper()} is {text!r}; give a number.") from error


def explained() -> list[tuple[str, str, str]]:
    """Variable, default and explanation of every setting, for the help page and the README."""
    return [
        (f"KG_{each.name.upper()}", str(each.default), each.metadata["explanation"])
        for each in fields(Settings)
    ]
