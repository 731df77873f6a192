from datetime import timedelta
from threading import Event, Thread

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import text

from api.errors import Conflict, InvalidInput, NotFound, StaleVersion
from api.store import audit_log, records
from api.store.database import Database
from api.store.drafts import discard
from api.store.feed_revision import feed_revision
from api.store.plans import PlanRecord, PlanState, plan_of, plan_record
from api.store.publications import published, published_of
from api.store.published_items import published_items
from api.store.publishing import edition_of, publish, rebase
from api.store.season_frames import SEASON as SEASON_KIND
from api.store.season_frames import SeasonFrame
from planner.plan import Plan, Revision, Status
from tests.api.spring import FIRST, NOW, OTHER, PLANNER, SEASON, SECOND, THIRD, drafted, kept_season

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def drafts(database: Database) -> tuple[str, str, str]:
    """Three drafts of the season, all begun when nothing was published."""
    with database.work(PLANNER, NOW) as work:
        kept_season(work)
        return (drafted(work, FIRST, title="一稿"), drafted(work, SECOND), drafted(work, THIRD))


def put_in_force(database: Database, plan_id: str, base: int | None, hours: int = 1) -> PlanRecord:
    with database.work(PLANNER, NOW + timedelta(hours=hours)) as work:
        return publish(work, plan_id, plan_record(work.session, plan_id).version, base)


def revisions(plan: Plan) -> dict[str, int]:
    """SEQUENCE by UID of everything in a plan, what is cancelled included."""
    found: dict[str, int] = {}

    def see(revision: Revision) -> None:
        found[revision.uid] = max(revision.sequence, found.get(revision.uid, 0))

    for trip in plan.trips:
        see(trip.revision)
        for day in trip.days:
            for revision in (*(v.revision for v in day.visits), *(leg.revision for leg in day.legs)):
                see(revision)
    for revision in (*(e.revision for e in plan.events), *(entry.revision for entry in plan.cancelled)):
        see(revision)
    return found


def test_the_first_plan_of_a_season_is_put_in_force(database: Database, drafts: tuple[str, ...]) -> None:
    record = put_in_force(database, drafts[0], None)
    assert (record.state, record.number, record.based_on, record.published_by) == (
        PlanState.PUBLISHED, 1, None, PLANNER.name,
    )  # fmt: skip
    assert record.published_at == LATER
    with database.reading() as session:
        [found] = published(session)
        assert (found.season_id, found.number, found.plan_id) == (SEASON.id, 1, drafts[0])
        assert found.plan_document == record.plan_document
        assert [entry.action for entry in audit_log.entries(session, kind="plan", subject=drafts[0])] == [
            "publish", "create",
        ]  # fmt: skip


def test_its_items_are_kept_with_the_uids_of_the_plan(database: Database, drafts: tuple[str, ...]) -> None:
    put_in_force(database, drafts[0], None)
    with database.reading() as session:
        kept = published_items(session, SEASON.id)
        plan = plan_of(session, drafts[0])
        assert {uid: item.sequence for uid, item in kept.items()} == revisions(plan)
        assert sorted({item.kind for item in kept.values()}) == ["event", "leg", "trip", "visit"]
        assert sorted(item.subject for item in kept.values() if item.kind == "visit") == ["a", "b"]


def test_the_second_plan_takes_the_place_of_the_first(database: Database, drafts: tuple[str, ...]) -> None:
    put_in_force(database, drafts[0], None)
    put_in_force(database, drafts[2], 1, hours=2)
    with database.reading() as session:
        states = {name: plan_record(session, name).state for name in drafts}
        found = published_of(session, SEASON.id)
        kept = {item.subject: item for item in published_items(session, SEASON.id).values()}
    assert states == dict(
        zip(drafts, (PlanState.SUPERSEDED, PlanState.DRAFT, PlanState.PUBLISHED), strict=True)
    )
    assert found is not None
    assert (found.number, found.plan_id) == (2, drafts[2])
    assert (kept["b"].cancelled, kept["b"].sequence, kept["b"].publication) == (True, 1, 2)
    assert (kept["c"].cancelled, kept["c"].sequence, kept["c"].publication) == (False, 0, 2)


def test_an_old_plan_published_again_has_a_new_number_and_higher_sequences(
    database: Database, drafts: tuple[str, ...]
) -> None:
    put_in_force(database, drafts[0], None)
    put_in_force(database, drafts[1], 1, hours=2)
    again = put_in_force(database, drafts[0], 2, hours=3)
    assert (again.number, again.id == drafts[0], again.state) == (3, False, PlanState.PUBLISHED)
    with database.reading() as session:
        first, second, third = (plan_of(session, name) for name in (drafts[0], drafts[1], again.id))
        assert plan_record(session, drafts[0]).state is PlanState.SUPERSEDED
    assert [visit.company for visit in third.trips[0].visits] == ["a", "b"]
    was, then, now = revisions(first), revisions(second), revisions(third)
    assert {uid: now[uid] >= then[uid] >= was.get(uid, 0) for uid in then} == dict.fromkeys(then, True)
    for visit, before in zip(third.trips[0].visits, first.trips[0].visits, strict=True):
        assert visit.revision.uid == before.revision.uid
        assert visit.revision.sequence == before.revision.sequence + 2


def test_who_publishes_over_a_plan_he_has_not_seen_is_told_whose_it_is(
    database: Database, drafts: tuple[str, ...]
) -> None:
    put_in_force(database, drafts[0], None)
    with pytest.raises(Conflict) as refused:
        put_in_force(database, drafts[1], None)
    [fault] = refused.value.faults
    assert (fault.code, fault.value) == ("published_meanwhile", SEASON.id)
    assert fault.detail == {
        "base": "0",
        "number": "1",
        "who": PLANNER.name,
        "when": published_at(database),
        "title": "一稿",
    }


def published_at(database: Database) -> str:
    with database.reading() as session:
        found = published_of(session, SEASON.id)
        assert found is not None
        return found.published_at.isoformat(timespec="seconds")


def overlapped(database: Database, first: str, second: str, base: int | None) -> list[str]:
    """Publish ``first``, and before that is committed ``second`` from elsewhere; the refusals' codes."""
    began, told = Event(), list[str]()

    def attempt() -> None:
        began.set()
        try:
            with database.work(OTHER, LATER) as work:
                publish(work, second, 1, base)
        except Conflict as error:
            told.extend(fault.code for fault in error.faults)

    thread = Thread(target=attempt)
    with database.work(PLANNER, LATER) as work:
        publish(work, first, 1, base)
        thread.start()
        began.wait()
        thread.join(0.3)  # it cannot end before we do; by now it has read what stood there before us
    thread.join()
    return told


def test_of_two_who_publish_the_first_plan_at_once_one_wins(
    database: Database, drafts: tuple[str, ...]
) -> None:
    assert overlapped(database, drafts[0], drafts[1], None) == ["published_meanwhile"]
    with database.reading() as session:
        states = sorted(plan_record(session, name).state for name in drafts[:2])
        assert (states, len(published(session))) == ([PlanState.DRAFT, PlanState.PUBLISHED], 1)


def test_of_two_who_publish_over_a_plan_at_once_one_wins(database: Database, drafts: tuple[str, ...]) -> None:
    put_in_force(database, drafts[0], None)
    assert overlapped(database, drafts[1], drafts[2], 1) == ["published_meanwhile"]
    with database.reading() as session:
        found = published_of(session, SEASON.id)
        assert found is not None
        assert (found.number, feed_revision(session).plans) == (2, 2)


def test_a_plan_in_force_is_not_published_again(database: Database, drafts: tuple[str, ...]) -> None:
    put_in_force(database, drafts[0], None)
    with pytest.raises(Conflict) as refused:
        put_in_force(database, drafts[0], 1)
    assert [fault.code for fault in refused.value.faults] == ["plan_in_force"]


def test_a_plan_that_somebody_changed_is_not_published(database: Database, drafts: tuple[str, ...]) -> None:
    with pytest.raises(StaleVersion), database.work(PLANNER, LATER) as work:
        publish(work, drafts[0], 7, None)
    with database.reading() as session:
        assert (published(session), published_items(session, SEASON.id)) == ([], {})
        assert feed_revision(session).plans == 0


def test_a_discarded_draft_is_not_published(database: Database, drafts: tuple[str, ...]) -> None:
    with database.work(PLANNER, LATER) as work:
        discard(work, drafts[0], 1)
    with pytest.raises(NotFound), database.work(PLANNER, LATER) as work:
        publish(work, drafts[0], 2, None)


def test_the_answer_to_an_impossible_season_is_not_published(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        kept_season(work)
        impossible = Plan(season=SEASON.id, made_at=NOW, status=Status.INFEASIBLE)
        plan_id = drafted(work, impossible)
    with pytest.raises(InvalidInput) as refused:
        put_in_force(database, plan_id, None)
    assert [fault.code for fault in refused.value.faults] == ["plan_infeasible"]


def test_a_dry_run_shows_what_would_be_published(database: Database, drafts: tuple[str, ...]) -> None:
    put_in_force(database, drafts[0], None)
    with database.reading() as session:
        edition = edition_of(session, drafts[2], LATER)
        assert (edition.number, edition.before) == (2, plan_of(session, drafts[0]))
        assert [entry.subject for entry in edition.after.cancelled if entry.kind == "visit"] == ["b"]
        assert plan_record(session, drafts[2]).state is PlanState.DRAFT


def test_a_draft_rebased_can_be_published(database: Database, drafts: tuple[str, ...]) -> None:
    put_in_force(database, drafts[0], None)
    with database.work(PLANNER, LATER) as work:
        record, edition = rebase(work, drafts[1], 1)
    assert (record.based_on, record.version, edition.number) == (1, 2, 2)
    assert put_in_force(database, drafts[1], record.based_on, hours=3).number == 2


def test_a_published_plan_is_not_rebased(database: Database, drafts: tuple[str, ...]) -> None:
    put_in_force(database, drafts[0], None)
    with pytest.raises(Conflict), database.work(PLANNER, LATER) as work:
        rebase(work, drafts[0], 2)


def test_a_pinned_trip_with_the_uid_of_another_item_is_refused(
    database: Database, drafts: tuple[str, ...]
) -> None:
    put_in_force(database, drafts[0], None)
    with database.reading() as session:
        taken = plan_of(session, drafts[0]).trips[0].visits[0].revision
    trip = SECOND.trips[0].model_copy(update={"id": "T77", "pinned": True, "revision": taken, "base": "out"})
    other = SECOND.model_copy(update={"season": "autumn", "trips": (trip,)})
    with database.work(PLANNER, LATER) as work:
        frame = SeasonFrame(id="autumn", title="秋季", first=SEASON.first, last=SEASON.last)
        records.create(work, SEASON_KIND, frame)
        plan_id = drafted(work, other)
        row = plan_record(work.session, plan_id)
        work.session.execute(text("UPDATE plan SET season = 'autumn' WHERE id = :id").bindparams(id=row.id))
    with pytest.raises(Conflict) as refused:
        put_in_force(database, plan_id, None)
    assert {fault.code for fault in refused.value.faults} == {"uid_of_another_item"}
    with database.reading() as session:
        assert [found.season_id for found in published(session)] == [SEASON.id]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE published_item SET sequence = sequence - 1",
        "UPDATE published_item SET subject = 'x'",
        "UPDATE published_item SET season = 'x'",
        "DELETE FROM published_item",
    ],
)
def test_the_database_keeps_what_was_published(
    database: Database, drafts: tuple[str, ...], statement: str
) -> None:
    put_in_force(database, drafts[0], None)
    with pytest.raises(DBAPIError, match="never falls"), database.work(PLANNER, LATER) as work:
        work.session.execute(text(statement))
