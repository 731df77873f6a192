"""Examples for subscriptions, single entries, and calendars that are sent in."""

from itertools import islice

from api.calendars.target import TargetKind
from api.examples.scene import Example, Scene, Shown
from api.store.listing import MOST_A_PAGE
from api.store.subscriptions import subscriptions
from planner.clock import day_of

LABEL = "示例手机 example phone"  # by which a subscription that came of the example is known


def calendar_examples(scene: Scene) -> Shown:
    """None of them for an account that belongs to nobody."""
    person = scene.account.person
    if person is None:
        return {}
    target = {"kind": TargetKind.PERSON.value, "id": person}
    found = {
        "create_feed": Example(body={"target": target, "alarms": True, "label": LABEL}),
        "create_own_feed": Example(body={"alarms": True, "label": LABEL}),
        "import_busy_times_file": Example(body={"person": person, **_days(scene)}),
    }
    return found | _made(scene, person) | _entries(scene)


def _days(scene: Scene) -> dict[str, str]:
    """The first and the last day of the published plan's visits: only what lies between is read."""
    days = sorted(day_of(item.visit.start).isoformat() for item in scene.visits)
    return {"first": days[0], "last": days[-1]} if days else {}


def _made(scene: Scene, person: str) -> Shown:
    """The addresses that came of the example; those that the demonstration told are read, no more."""
    held = subscriptions(scene.session, kind=TargetKind.PERSON, target=person, limit=MOST_A_PAGE).items
    made = sorted((item for item in held if item.label == LABEL), key=lambda item: item.created_at)
    live = [item for item in made if item.revoked_at is None]
    chosen = {
        ("read_feed",): made or held,
        ("rotate_feed", "rotate_own_feed"): live,
        ("revoke_feed", "revoke_own_feed"): live or made,  # one that is revoked already stays as it is
    }
    return {
        name: Example({"identity": items[-1].id})
        for names, items in chosen.items()
        if items
        for name in names
    }


def _entries(scene: Scene) -> Shown:
    """A visit that the account's person makes."""
    own = (item for item in scene.visits if scene.account.person in item.trip.delegation)
    return {
        name: Example({"uid": item.visit.revision.uid})
        for item in islice(own, 1)
        for name in ("download_item", "download_own_item")
    }
