"""Who asks: the bearer of a token, as the Authorization header says, and what the token lets them do."""

from typing import Final

from flask import request

from kg.errors import ChanyuanError, ScopeTooNarrow, UnknownToken
from kg.tokens import Scope, Token, Tokens
from server.config import LONGEST_BODY, service
from server.errors import TokenNeeded

_HOW: Final = "send `Authorization: Bearer …` with a token that `kg token` made"


_LONGEST_WRITE: Final = 64 << 20
"""Bytes that who may write may send at once; they lie on the disk until they are read."""


def bearer(needed: Scope) -> Token:
    """The token of who asks; TokenNeeded or ScopeTooNarrow where they may not do what they ask for."""
    token = _shown(Tokens(service().settings.data), request.headers.get("Authorization", ""))
    if token is None:
        raise TokenNeeded(f"This takes a token of the scope {needed.value}; {_HOW}.")
    if not token.scope.covers(needed):
        raise ScopeTooNarrow(
            f"The token of {token.name} has the scope {token.scope.value}, and this takes {needed.value}; "
            f"have one made with `kg token --scope {needed.value}`."
        )
    return token


def longest_body(tokens: Tokens, authorization: str) -> int:
    """How many bytes may come from who sends this Authorization header: more, if they may write."""
    try:
        token = _shown(tokens, authorization)
    except ChanyuanError:  # is told to who wants to write
        return LONGEST_BODY
    return _LONGEST_WRITE if token and token.scope.covers(Scope.WRITE) else LONGEST_BODY


def heed_size() -> None:
    """Let who may write send more than others."""
    authorization = request.headers.get("Authorization")
    if authorization:
        request.max_content_length = longest_body(Tokens(service().settings.data), authorization)


def _shown(tokens: Tokens, authorization: str) -> Token | None:
    """The token in an Authorization header; TokenNeeded where it is not valid."""
    scheme, _, secret = authorization.strip().partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        return None
    try:
        return tokens.bearer(secret.strip())
    except UnknownToken as error:
        raise TokenNeeded(f"The token is not valid here; {_HOW}.", sent=True) from error
