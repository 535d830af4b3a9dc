"""What an event without a name is called: what happened, to whom, when."""

from kg.extract.bearers import Group
from kg.extract.events import Event

_NOUNS = {
    "Rebellion": "Rebellion",
    "Defection": "Defection",
    "TreatyBreach": "Breach of treaty",
    "TurningOnAlly": "Turning",
    "Harbouring": "Harbouring",
    "Surrender": "Surrender",
    "OtherBetrayal": "Betrayal",
}


def label(event: Event, groups: dict[int, Group]) -> str:
    """A short title; the text's own name for the event where it has one."""
    named = next((each.name for each in event.sightings if each.name), "")
    when = event.when.edtf.replace("/", "–") if event.when else ""
    body = named or _described(event, groups)
    return f"{body} ({when})" if when else body


def _described(event: Event, groups: dict[int, Group]) -> str:
    def called(*roles: str) -> str:
        return " and ".join(groups[number].final().name for number in sorted(event.numbers(*roles)))

    if event.event == "Treaty":
        parties = called("party")
        return f"Treaty of {parties}" if parties else "Treaty"
    if event.event == "Betrayal":
        return _betrayal(
            _NOUNS.get(event.kind, "Betrayal"), called("betrayer"), called("betrayed"), called("beneficiary")
        )
    aim, attacker = called("target") or called("place"), called("attacker")
    enemy = called("defender")
    what = "Siege" if any("sieg" in each.frame for each in event.sightings) else "Attack"
    words = [f"{what} on {aim or enemy}" if aim or enemy else what, f"by {attacker}" if attacker else ""]
    return " ".join(word for word in words if word)


def _betrayal(noun: str, betrayer: str, betrayed: str, beneficiary: str) -> str:
    words = [
        noun,
        f"of {betrayer}" if betrayer else "",
        f"against {betrayed}" if betrayed else "",
        f"for {beneficiary}" if beneficiary else "",
    ]
    return " ".join(word for word in words if word)
