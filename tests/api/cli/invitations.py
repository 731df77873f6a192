"""A file of invitations, as the tests of ``zhaoshang event invitations`` hand it in."""

from typing import Any

AT = "2026-11-06T10:00"


def task(**changes: Any) -> dict[str, Any]:
    """Four guests for three places of a forum on Friday 20 November 2026, invited on Monday the 2nd."""
    known = {
        "event": {
            "id": "forum",
            "kind": "forum",
            "title": "智能农机企业家联谊会",
            "candidate_days": ["2026-11-20"],
        },
        "guests": [
            _guest(1, name="钱教授", post="教授"),
            _guest(2, mail="", phone="13800000001"),
            _guest(3),
            _guest(4),
        ],
        "places": 3,
        "letter": {"venue": "团结湖会议中心", "contact": "王科长"},
        "acts": [
            {"kind": "wave", "at": "2026-11-02T10:00:00+08:00"},
            act("accept", 1, "03", reply={"plus_ones": 1}),
            act("extend", 2, "04", answer_by="2026-11-12T18:00:00+08:00", note="在国外"),
            act("decline", 3, "05"),
        ],
    }
    return known | changes


def act(kind: str, number: int, day: str, **fields: Any) -> dict[str, Any]:
    """Something that happened to a guest at nine on a day of November."""
    return {"kind": kind, "guest": f"g{number}", "at": f"2026-11-{day}T09:00:00+08:00"} | fields


def _guest(number: int, **fields: Any) -> dict[str, Any]:
    known = {"id": f"g{number}", "name": f"嘉宾{number}", "organisation": f"企业{number}"}
    return known | {"segment": "upstream", "mail": f"g{number}@firm.example"} | fields
