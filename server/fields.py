"""The fields of a query string or of a form."""

from urllib.parse import parse_qs

from server.errors import BadRequest

Fields = dict[str, list[str]]


def parsed(encoded: bytes) -> Fields:
    """Every value of every field; BadRequest for what is not UTF-8.

    >>> parsed(b"from=1100&to=&from=%E5%B2%B3")
    {'from': ['1100', '岳'], 'to': ['']}
    """
    try:
        return parse_qs(encoded.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:
        raise BadRequest(f"The parameters are not percent-encoded UTF-8: {error}. Encode them so.") from error


def single(fields: Fields) -> dict[str, str]:
    """The value of each field; BadRequest where one is given twice.

    >>> single({"from": ["1100"]})
    {'from': '1100'}
    """
    for name, values in fields.items():
        if len(values) > 1:
            raise BadRequest(
                f"The parameter {name[:80]!r} is given {len(values)} times, with "
                f"{' and '.join(repr(value[:40]) for value in values[:3])}; give it once."
            )
    return {name: values[0] for name, values in fields.items()}
