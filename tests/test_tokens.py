"""Tokens: told apart by their secret alone, kept without it, worthless once revoked."""

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import DamagedTokens, TokenExists, UnknownToken
from kg.tokens import Scope, Tokens


def test_a_bearer_is_known_by_the_secret(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path / "data")
    secrets = {name: tokens.issue(name, scope) for name, scope in (("anna", Scope.READ), ("bo", Scope.ADMIN))}
    found = {name: Tokens(tmp_path / "data").bearer(secret) for name, secret in secrets.items()}
    assert {name: (token.name, token.scope) for name, token in found.items()} == {
        "anna": ("anna", Scope.READ),
        "bo": ("bo", Scope.ADMIN),
    }


@pytest.mark.parametrize(
    "secret",
    ["", "kg_", "kg_wrong", "ü", "\udcff", b"\xed\xa0\x80".decode(errors="surrogatepass"), "x" * 100_000],
)
def test_another_secret_is_nobodys(tmp_path: Path, secret: str) -> None:
    tokens = Tokens(tmp_path)
    tokens.issue("anna", Scope.WRITE)
    with pytest.raises(UnknownToken, match="This token is not valid here"):
        tokens.bearer(secret)


def test_the_secret_is_stored_nowhere_and_its_owner_alone_reads_the_rest(tmp_path: Path) -> None:
    secret = Tokens(tmp_path).issue("anna", Scope.WRITE)
    kept = [file for file in tmp_path.iterdir() if file.stat().st_size]
    assert [file.name for file in kept] == ["tokens.json"]
    assert secret not in kept[0].read_text()
    assert secret.removeprefix("kg_") not in kept[0].read_text()
    assert stat.S_IMODE(kept[0].stat().st_mode) == 0o600


def test_a_secret_is_256_random_bits(tmp_path: Path) -> None:
    secrets = {Tokens(tmp_path).issue(str(number), Scope.READ) for number in range(5)}
    assert {len(secret) for secret in secrets} == {len("kg_") + 43}
    assert len(secrets) == 5


def test_a_revoked_token_is_worthless_and_its_name_free(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path)
    secret = tokens.issue("anna", Scope.WRITE)
    tokens.revoke("anna")
    with pytest.raises(UnknownToken):
        tokens.bearer(secret)
    tokens.issue("anna", Scope.READ)
    assert [(token.name, token.scope) for token in tokens.all()] == [("anna", Scope.READ)]


def test_a_name_is_given_once(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path)
    tokens.issue("anna", Scope.WRITE)
    with pytest.raises(TokenExists, match="named 'anna' was issued already; choose another name"):
        tokens.issue("anna", Scope.READ)


def test_an_unknown_name_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path)
    tokens.issue("anna", Scope.WRITE)
    with pytest.raises(UnknownToken, match=r"No token is named 'bo'\. Tokens: anna\.$"):
        tokens.revoke("bo")


@pytest.mark.parametrize(
    ("scope", "covered"),
    [(Scope.READ, ["read"]), (Scope.WRITE, ["read", "write"]), (Scope.ADMIN, ["read", "write", "admin"])],
)
def test_a_scope_covers_those_below_it(scope: Scope, covered: list[str]) -> None:
    assert [each.value for each in Scope if scope.covers(each)] == covered


@pytest.mark.parametrize("content", ["", "[]", '{"anna": {}}', '{"anna": {"scope": "all"}}'])
def test_a_damaged_file_lets_nobody_in_and_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "tokens.json").write_text(content)
    with pytest.raises(DamagedTokens, match=r"tokens\.json is not a list of tokens"):
        Tokens(tmp_path).bearer("kg_x")


def run(*arguments: str, data: Path) -> list[str]:
    result = CliRunner().invoke(main, ["token", *arguments, "--data", str(data)])
    return [f"{result.exit_code}", *result.output.splitlines()]


def test_the_command_prints_the_token_as_its_last_line(tmp_path: Path) -> None:
    secret = run("--scope", "admin", "--name", "anna", data=tmp_path)[-1]
    token = Tokens(tmp_path).bearer(secret)
    assert (token.name, token.scope) == ("anna", Scope.ADMIN)


def test_a_token_is_for_writing_and_named_after_the_user_unless_said_otherwise(tmp_path: Path) -> None:
    first, second = (Tokens(tmp_path).bearer(run(data=tmp_path)[-1]) for _ in range(2))
    assert (first.scope, second.name) == (Scope.WRITE, f"{first.name}-2")


def test_the_command_lists_and_revokes(tmp_path: Path) -> None:
    run("--name", "anna", data=tmp_path)
    issued = Tokens(tmp_path).all()[0].issued
    assert run("--list", data=tmp_path) == ["0", f"anna  write  {issued:%Y-%m-%d %H:%M}"]
    assert run("--revoke", "anna", data=tmp_path) == ["0", "The token anna is worthless from now on."]
    assert run("--revoke", "anna", data=tmp_path) == ["2", "kg: No token is named 'anna'. Tokens: none."]
