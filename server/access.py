"""Who asks: the bearer of a token, as the Authorization header says, and what the token lets them do."""

from typing import Final

from flask import request

from kg.errors import ScopeTooNarrow, UnknownToken
from kg.tokens import Scope, Token, Tokens
from server.config import service
from server.errors import TokenNeeded

_HOW: Final = "send `Authorization: Bearer …` with a token that `kg token` made"


def bearer(needed: Scope) -> Token:
    """The token of who asks; TokenNeeded or ScopeTooNarrow where they may not do what they ask for."""
    scheme, _, secret = request.headers.get("Authorization", "").strip().partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise TokenNeeded(f"This takes a token of the scope {needed.value}; {_HOW}.")
    try:
        token = Tokens(service().settings.data).bearer(secret.strip())
    except UnknownToken as error:
        raise TokenNeeded(f"The token is not valid here; {_HOW}.", sent=True) from error
    if not token.scope.covers(needed):
        raise ScopeTooNarrow(
            f"The token of {token.name} has the scope {token.scope.value}, and this takes {needed.value}; "
            f"have one made with `kg token --scope {needed.value}`."
        )
    return token
