"""Small guests for tests: one of each organisation, upstream, worth ten points unless told otherwise."""

from typing import Any

from events.guest import Guest, Segment
from events.guests.lists import Merged


def guest(ident: str, /, **fields: Any) -> Guest:
    """A guest whose id and name are ``ident``, of an organisation of his own, with a mail address."""
    defaults: dict[str, Any] = {
        "id": ident,
        "name": ident,
        "organisation": f"{ident}公司",
        "segment": Segment.UPSTREAM,
        "mail": f"{ident}@example.com",
        "points": 10,
    }
    return Guest(**defaults | fields)


def candidates(*guests: Guest) -> Merged:
    """These guests as one list, nobody on it twice."""
    return Merged(guests=guests)
