"""Every operation of ``/docs`` runs with the example it is shown with, in the order it is shown in."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from api.app import create_app
from api.clock import wall_clock
from api.imports.workbook import packed
from api.sample.settlement import settle
from api.settings import Settings
from api.store.database import Database
from planner.event import Event, EventKind
from planner.travel.network import Network
from tests.api.examples.visitor import Own, Sending, Visitor, in_order, prefilled, walked
from tests.api.routes.test_imports import BASE
from tests.api.sample.test_settlement import OFFICE
from tests.api.servers import serving
from tests.api.spring import CREW, FRIDAY, THURSDAY, TUESDAY
from tests.api.spring import SEASON as SPRING
from tests.builders import MONDAY
from tests.plans import make_plan, make_trip

# The whole list of operations that are not run: they lead to and come back from an identity provider, and a
# demonstration has none.
NOT_RUN = ("begin_oidc_log_in", "end_oidc_log_in")
# Worth so much that a plan with both trips is better than with one: the draft gives one up.
_COMPANIES = tuple(
    item.model_copy(update={"expected_investment_cny": 5 * 10**9}) for item in SPRING.companies
)
_DAYS = {"forum": FRIDAY, "signing": THURSDAY, "joint": THURSDAY, "training": FRIDAY}
_EVENTS = tuple(
    Event(id=name, kind=kind, title=title, candidate_days=(_DAYS[name],), start_minute=840, wished=("head",))
    for name, kind, title in (
        ("signing", EventKind.SIGNING_CEREMONY, "集中签约"),
        ("joint", EventKind.JOINT_MEETING, "联席会议"),
        ("training", EventKind.TRAINING, "招商礼仪培训"),
    )
)
SEASON = SPRING.model_copy(update={"companies": _COMPANIES, "events": (*SPRING.events, *_EVENTS)})
_TRIPS = (
    make_trip(SEASON, Network(SEASON), "T01", CREW, ((MONDAY, ("a",), None),)),
    make_trip(SEASON, Network(SEASON), "T02", CREW, ((TUESDAY, ("b",), None),)),
)
TWO_TRIPS = make_plan(SEASON, Network(SEASON), _TRIPS, _DAYS)


def _password(visitor: Visitor, sending: Sending) -> None:
    sending.body = {**sending.body, "password": visitor.password}


def _passwords(visitor: Visitor, sending: Sending) -> None:
    sending.body = {**sending.body, "old": visitor.password}
    visitor.password = sending.body["new"]


def _calendar(visitor: Visitor, sending: Sending) -> None:
    """The file that the description names."""
    sending.files["file"] = ("calendar.ics", visitor.client.get("/api/v1/me/calendar.ics").content)


def _workbook(_visitor: Visitor, sending: Sending) -> None:
    """As the description says, a template filled in."""
    sending.files["file"] = ("季度.xlsx", packed(BASE))


def _address(visitor: Visitor, sending: Sending) -> None:
    """A calendar that answers: one of this service's own."""
    made = visitor.send(Sending("POST", "/api/v1/me/feeds", body={}))
    path = httpx.URL(made.json()["https"]).path
    sending.body = {**sending.body, "url": str(visitor.client.base_url.copy_with(path=path))}


# The whole list of examples that lack what only the visitor has: a password, a file, an address.
OWN: dict[str, Own] = {
    "log_in": _password,
    "change_my_password": _passwords,
    "import_busy_times": _address,
    "import_busy_times_file": _calendar,
    "create_import": _workbook,
}


@contextmanager
def visiting(database: Database) -> Iterator[Visitor]:
    """A visitor of the service on what ``make demo`` leaves, with a small season."""
    password = settle(database, SEASON, TWO_TRIPS, wall_clock(), OFFICE).password
    url = database.url.set(drivername=database.url.get_backend_name()).render_as_string(hide_password=False)
    settings = Settings(_env_file=None, database_url=url, private_addresses_allowed=True)
    with (
        serving(create_app(settings, database)) as address,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        yield Visitor(client, password)


def _walk(visitor: Visitor) -> tuple[dict[str, object], dict[str, object]]:
    """What was answered to each operation, and what its description promises."""
    answered: dict[str, object] = {}
    promised: dict[str, object] = {}
    for operation, sending, answer in walked(visitor, OWN):
        fine = answer.status_code == operation.success
        answered[operation.id] = answer.status_code if fine else (answer.status_code, sending, answer.text)
        promised[operation.id] = operation.success
    return answered, promised


def test_every_example_runs(database: Database) -> None:
    with visiting(database) as visitor:
        answered, promised = _walk(visitor)
    refused = {name: answered.pop(name) for name in NOT_RUN}
    assert answered == {name: status for name, status in promised.items() if name not in NOT_RUN}
    assert [told[0] for told in refused.values() if isinstance(told, tuple)] == [404] * len(NOT_RUN)


def test_what_was_made_of_an_example_makes_room_for_another(database: Database) -> None:
    with visiting(database) as visitor:
        for number in (1, 2):
            described = visitor.description()
            operations = {item.id: item for item in in_order(described)}
            for name in ("create_unit", "create_region", "create_city", "create_account", "create_fact"):
                sending = prefilled(described, operations[name])
                assert visitor.send(sending).status_code == 201, (number, name, sending)


def test_the_demonstration_can_be_given_again_after_its_examples(database: Database) -> None:
    with visiting(database) as visitor:
        described = visitor.description()
        for operation in in_order(described):
            if operation.id in {"create_region", "create_outpost", "create_season", "publish_plan"}:
                described = visitor.description()
                assert visitor.send(prefilled(described, operation)).is_success
    with visiting(database) as visitor:
        described = visitor.description()
        draft = next(item for item in in_order(described) if item.id == "discard_plan")
        assert visitor.send(prefilled(described, draft)).status_code == 200
