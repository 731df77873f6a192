"""A forum with guests who have answered, made through the API, for tests of what staff do for an event."""

from typing import Any

import httpx

from api.accounts.role import Role
from api.routes import people
from tests.api.routes.asking import Asking
from tests.api.routes.examples import example, post_examples

EVENT = "season-example:event-example"
PATH = f"/events/{EVENT}"
DAY = "2026-05-18"
GUESTS = ("g0", "g1", "g2", "g3")


def staff(service: Asking) -> httpx.Client:
    """Event staff, all examples of the records being there."""
    client = service.client()
    post_examples(client)
    # The example lives at the bureau, which is no base of the example's season.
    resident = example(people.RESOURCE) | {"base": "outpost-example", "rank": 2}
    answer = client.put("/people/person-example", json=resident, headers=match(1))
    assert answer.status_code == 200, answer.text
    return service.client(Role.EVENT_STAFF)


def guest(number: int, **fields: Any) -> dict[str, Any]:
    known = {"organisation": f"示例·企业{number}", "segment": "upstream", "mail": f"g{number}@firm.example"}
    return {"id": f"g{number}", "name": f"嘉宾{number}", "points": 100 - number} | known | fields


def invited(client: httpx.Client, **replies: dict[str, Any]) -> None:
    """The list of four guests, invited; those named have accepted with the reply given."""
    opening = {
        "demand": {"most_guests": 10},
        "lists": [{"name": "区商务委", "guests": [guest(number) for number in range(4)]}],
        "companies": False,
        "day": DAY,
        "most_plus_ones": 2,
    }
    answer = client.post(f"{PATH}/invitations", json=opening)
    assert answer.status_code == 201, answer.text
    assert client.post(f"{PATH}/invitations/wave").status_code == 200
    for name, reply in replies.items():
        act = {"kind": "accept", "guest": name, "at": "2026-04-01T08:00:00Z", "reply": reply}
        answer = client.post(f"{PATH}/invitations/acts", json=act)
        assert answer.status_code == 200, answer.text


def match(version: int) -> dict[str, str]:
    return {"If-Match": f'"{version}"'}


def codes(answer: httpx.Response) -> tuple[int, list[str]]:
    """The status and the codes of a refusal's faults."""
    return answer.status_code, [fault["code"] for fault in answer.json().get("faults", [])]
