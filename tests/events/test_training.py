from datetime import date

from events.candidate_days import EventCalendar
from events.training import Training
from planner.event import Event, EventKind
from planner.talent_pool import Membership, Step, TalentPool
from planner.workdays import Workdays

WORKDAYS = Workdays(date(2027, 3, 1), date(2027, 5, 31))
CALENDAR = EventCalendar(WORKDAYS, date(2027, 3, 1))
APRIL = tuple(date(2027, 4, day) for day in (1, 2, 6, 7))


def test_a_training_requires_its_trainers_and_may_touch_a_holiday() -> None:
    training = Training(
        id="T", title="培训", trainers=("P1",), audience=("P2", "P1"), among=APRIL, after=("F",)
    )
    assert training.to_event(CALENDAR) == Event(
        id="T",
        kind=EventKind.TRAINING,
        title="培训",
        candidate_days=APRIL,
        required=("P1",),
        wished=("P2",),
        after=("F",),
    )


STEPS = {step: date(2026, 1, int(step)) for step in Step}


def test_members_who_lack_the_subject_are_wished_for_and_have_it_once_they_were_there() -> None:
    pool = TalentPool(
        memberships=(
            Membership(person="ann", steps=STEPS, trainings=("礼仪",)),
            Membership(person="bob", steps=STEPS),
            Membership(person="cat", steps=STEPS),
            Membership(person="dan", steps=STEPS),
        )
    )
    given = Training(id="T", title="礼仪培训", subject="礼仪", trainers=("cat",), audience=("eve",))
    training = given.for_those_lacking(pool)
    assert training.audience == ("eve", "bob", "dan")
    after = training.had_by(pool, ("ann", "bob", "eve"))
    assert after.lacking("礼仪") == ("cat", "dan")
    assert after.memberships[0].trainings == ("礼仪",)
    assert Training(id="T", title="培训").for_those_lacking(pool).audience == ()
