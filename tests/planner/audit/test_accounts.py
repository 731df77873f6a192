from planner.plan import LeftOut, Reason
from tests.planner.audit.scene import broken_by_plan, plan_of, scene

E_AND_TRAINING = plan_of(scene()).left_out


def test_a_company_or_event_is_planned_or_left_out() -> None:
    assert [item.id for item in E_AND_TRAINING] == ["e", "training"]
    assert broken_by_plan("left_out", to=tuple(reversed(E_AND_TRAINING))) == set()
    assert broken_by_plan("left_out", to=E_AND_TRAINING[:1]) == {"accounted"}
    assert broken_by_plan("left_out", to=E_AND_TRAINING[1:]) == {"accounted"}


def test_nothing_is_left_out_twice_or_though_it_is_planned() -> None:
    met = LeftOut(id="a", reason=Reason.DISPLACED)
    assert broken_by_plan("left_out", to=(*E_AND_TRAINING, met)) == {"accounted"}
    assert broken_by_plan("left_out", to=(*E_AND_TRAINING, E_AND_TRAINING[0])) == {"accounted"}


def test_no_two_items_share_a_uid() -> None:
    first = plan_of(scene()).trips[0]
    assert broken_by_plan("trips", 1, "revision", "uid", to="new") == set()
    assert broken_by_plan("trips", 1, "revision", "uid", to=first.revision.uid) == {"own_uids"}
    leg = first.days[0].legs[0].revision.uid
    assert broken_by_plan("events", 0, "revision", "uid", to=leg) == {"own_uids"}


def test_no_two_trips_share_an_id() -> None:
    assert broken_by_plan("trips", 1, "id", to="first") == {"own_uids"}
