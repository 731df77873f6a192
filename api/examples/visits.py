"""Examples for what came of a visit: of a planned one, told by the person who led the trip."""

from api.examples.records import is_known, newest
from api.examples.scene import Example, PlannedVisit, Scene, Shown, if_match
from api.routes import facts
from api.store import records
from api.store.facts import FACT, Account
from api.store.people import PERSON
from planner.clock import day_of


def visit_examples(scene: Scene) -> Shown:
    """A visit of which nothing was told yet; a correction says again what was told last."""
    found: dict[str, Example] = {}
    planned = next((item for item in scene.visits if not _is_told(scene, item)), None)
    if planned is not None:
        found["create_fact"] = Example(body=_told(scene, planned))
    last = newest(scene, "fact")
    if last is not None:
        account = Account(**{name: getattr(last.value, name) for name in Account.model_fields})
        body = account.model_dump(mode="json", exclude_defaults=True)
        found["replace_fact"] = Example(if_match(last.id, last.version), body)
    return found


def _is_told(scene: Scene, planned: PlannedVisit) -> bool:
    return is_known(scene, FACT, f"{_season_of(scene)}:{planned.visit.company}")


def _season_of(scene: Scene) -> str:
    return scene.publication.season_id if scene.publication else ""


def _told(scene: Scene, planned: PlannedVisit) -> dict[str, object]:
    """The example of the route, of this visit: on its day, or today where that is still to come."""
    day = min(day_of(planned.visit.start), day_of(scene.at))
    unit = records.stored(scene.session, PERSON, planned.trip.leader, deleted=True).value.unit
    own = {
        "season": _season_of(scene),
        "company": planned.visit.company,
        "day": day.isoformat(),
        "people": list(planned.trip.delegation),
    }
    body = facts.EXAMPLE.model_dump(mode="json", exclude_defaults=True) | own
    return body | {"problems": [problem | {"unit": unit} for problem in body["problems"]]}
