from datetime import date

import pytest
from pydantic import ValidationError

from api.cli.invitation_task import InvitationTask
from planner.workdays import DayKind, DayOverride
from tests.api.cli.invitations import task


def test_without_a_rule_the_last_invitations_leave_a_week_before_the_event() -> None:
    value = InvitationTask.model_validate(task()).drafts()
    assert (value.rule.last_invitation, value.rule.last_answer) == (date(2026, 11, 13), date(2026, 11, 15))
    assert [item.guest.id for item in value.invitations] == ["g1", "g2", "g3", "g4"]
    assert [(quota.id, quota.places) for quota in value.quotas] == [("list", 3)]


def test_a_day_of_several_is_named_and_days_off_are_the_districts_own() -> None:
    off = DayOverride(day=date(2026, 11, 13), kind=DayKind.REST_DAY)
    event = task()["event"] | {"candidate_days": ["2026-11-19", "2026-11-20"]}
    with pytest.raises(ValidationError, match="say which"):
        InvitationTask.model_validate(task(event=event))
    asked = InvitationTask.model_validate(task(event=event, day="2026-11-20", day_overrides=[off]))
    assert asked.held_on == date(2026, 11, 20)
    assert asked.drafts().invites_until.date() == date(2026, 11, 12)


def test_the_demand_of_a_list_of_guests_makes_its_quotas() -> None:
    quota = {"id": "上游", "segment": "upstream", "least": 0, "most": 2}
    demand = {"most_guests": 4, "quotas": [quota]}
    value = InvitationTask.model_validate(task(demand=demand, places=None)).drafts()
    assert [(quota.id, quota.places) for quota in value.quotas] == [("list", 4), ("quota:上游", 2)]
