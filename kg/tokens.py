"""Tokens that let their bearer write: what they may do, and how to tell a true one from a false one.

A secret is 256 random bits, so its SHA-256 tells nobody anything: there is no list of likely secrets to
try, and slow hashing, which guards guessable passwords, would only slow down every request.
"""

import hmac
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from hashlib import sha256
from pathlib import Path
from secrets import token_urlsafe
from typing import Final, Self

from filelock import FileLock

from kg.errors import DamagedTokens, TokenExists, UnknownToken
from kg.versions import durable

_MARK: Final = "kg_"
"""What every secret starts with, so that scanners for lost secrets know it."""


class Scope(Enum):
    """What a bearer may do; each scope may do what those before it may."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"

    def covers(self, needed: Self) -> bool:
        """Whether this scope is enough.

        >>> Scope.ADMIN.covers(Scope.WRITE), Scope.READ.covers(Scope.WRITE)
        (True, False)
        """
        scopes = [*type(self)]
        return scopes.index(self) >= scopes.index(needed)


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token: everything but its secret."""

    name: str
    scope: Scope
    issued: datetime
    digest: str


class Tokens:
    """The tokens of one data folder, in a file that its owner alone can read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "tokens.json"

    def all(self) -> tuple[Token, ...]:
        """The tokens that are valid, in the order of their names."""
        try:
            rows = json.loads(self._file.read_bytes())
            return tuple(_token(name, **row) for name, row in sorted(rows.items()))
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise DamagedTokens(
                f"{self._file} is not a list of tokens ({error}); remove it and issue new ones by `kg token`."
            ) from error

    def issue(self, name: str, scope: Scope) -> str:
        """The secret of a new token, which is shown this once and stored nowhere."""
        secret = _MARK + token_urlsafe(32)
        with self._changing() as tokens:
            if name in {each.name for each in tokens}:
                raise TokenExists(
                    f"A token named {name!r} was issued already; choose another name, or revoke that one "
                    "with `kg token --revoke NAME`."
                )
            issued = datetime.now(UTC).replace(microsecond=0)
            self._write((*tokens, Token(name, scope, issued, _digest(secret))))
        return secret

    def revoke(self, name: str) -> None:
        """Make a token worthless from now on."""
        with self._changing() as tokens:
            if name not in {each.name for each in tokens}:
                known = ", ".join(each.name for each in tokens) or "none"
                raise UnknownToken(f"No token is named {name!r}. Tokens: {known}.")
            self._write(each for each in tokens if each.name != name)

    def bearer(self, secret: str) -> Token:
        """The token with this secret; UnknownToken where there is none, after as long whatever it is like."""
        digest = _digest(secret)
        found = [each for each in self.all() if hmac.compare_digest(each.digest, digest)]
        if not found:
            raise UnknownToken("This token is not valid here; have one issued with `kg token`.")
        return found[0]

    @contextmanager
    def _changing(self) -> Iterator[tuple[Token, ...]]:
        """The tokens while nobody else changes them."""
        with durable.writable(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folder / "tokens.lock"):
                yield self.all()

    def _write(self, tokens: Iterable[Token]) -> None:
        rows = {
            each.name: {
                "scope": each.scope.value,
                "issued": each.issued.isoformat(),
                "digest": each.digest,
            }
            for each in tokens
        }
        fresh = self._file.with_name(f".{self._file.name}.{os.getpid()}")
        fresh.unlink(missing_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(rows, file, ensure_ascii=False, indent=1)
        durable.sync(fresh)
        fresh.replace(self._file)
        durable.sync(self._folder)


def _token(name: str, scope: str, issued: str, digest: str) -> Token:
    return Token(name, Scope(scope), datetime.fromisoformat(issued), digest)


def _digest(secret: str) -> str:
    return sha256(secret.encode(errors="surrogatepass")).hexdigest()
