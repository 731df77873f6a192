"""Roles, the actions they may take, and the one table that joins them; printed in ``docs/permissions.md``."""

from enum import StrEnum


class Role(StrEnum):
    """What an account is for."""

    ADMINISTRATOR = "administrator"
    PLANNER = "planner"
    EVENT_STAFF = "event_staff"
    UNIT = "unit"
    LEADER = "leader"
    READER = "reader"


class Action(StrEnum):
    """What a route does; every route names exactly one."""

    COMPANY_READ = "company.read"
    COMPANY_WRITE = "company.write"
    COMPANY_HAND_OVER = "company.hand_over"
    PERSON_READ = "person.read"
    PERSON_WRITE = "person.write"
    BUSY_READ = "busy.read"
    BUSY_WRITE = "busy.write"
    DISTRICT_READ = "district.read"
    DISTRICT_WRITE = "district.write"
    SEASON_READ = "season.read"
    SEASON_WRITE = "season.write"
    EVENT_READ = "event.read"
    EVENT_WRITE = "event.write"
    GUEST_READ = "guest.read"
    GUEST_WRITE = "guest.write"
    PLAN_READ = "plan.read"
    PLAN_MAKE = "plan.make"
    PLAN_PUBLISH = "plan.publish"
    FACT_READ = "fact.read"
    FACT_WRITE = "fact.write"
    BULLETIN_READ = "bulletin.read"
    EXPORT = "export"
    IMPORT = "import"
    JOB_READ = "job.read"
    JOB_CANCEL = "job.cancel"
    FEED_READ = "feed.read"
    FEED_WRITE = "feed.write"
    OWN_READ = "own.read"
    OWN_WRITE = "own.write"
    ACCOUNT_READ = "account.read"
    ACCOUNT_WRITE = "account.write"
    AUDIT_READ = "audit.read"
    METRICS_READ = "metrics.read"


_OWN = frozenset({Action.OWN_READ, Action.OWN_WRITE})
_LOOK = frozenset(
    {
        Action.COMPANY_READ,
        Action.PERSON_READ,
        Action.DISTRICT_READ,
        Action.SEASON_READ,
        Action.EVENT_READ,
        Action.PLAN_READ,
        Action.FACT_READ,
        Action.BULLETIN_READ,
    }
)
_PLAN = _LOOK | {
    Action.COMPANY_WRITE,
    Action.COMPANY_HAND_OVER,
    Action.PERSON_WRITE,
    Action.BUSY_READ,
    Action.BUSY_WRITE,
    Action.DISTRICT_WRITE,
    Action.SEASON_WRITE,
    Action.EVENT_WRITE,
    Action.GUEST_READ,
    Action.GUEST_WRITE,
    Action.PLAN_MAKE,
    Action.PLAN_PUBLISH,
    Action.FACT_WRITE,
    Action.EXPORT,
    Action.IMPORT,
    Action.JOB_READ,
    Action.JOB_CANCEL,
    Action.FEED_READ,
    Action.FEED_WRITE,
}

# "unit" sees and changes its own companies and people only, "leader" his own trips and calendar only.
PERMITTED: dict[Role, frozenset[Action]] = {
    Role.ADMINISTRATOR: frozenset(Action),
    Role.PLANNER: _PLAN | _OWN,
    Role.EVENT_STAFF: _LOOK
    | _OWN
    | {
        Action.EVENT_WRITE,
        Action.GUEST_READ,
        Action.GUEST_WRITE,
        Action.BUSY_READ,
        Action.EXPORT,
        Action.FEED_READ,
        Action.JOB_READ,
    },
    Role.UNIT: _OWN
    | {
        Action.COMPANY_READ,
        Action.COMPANY_WRITE,
        Action.COMPANY_HAND_OVER,
        Action.PERSON_READ,
        Action.PERSON_WRITE,
        Action.BUSY_READ,
        Action.BUSY_WRITE,
        Action.DISTRICT_READ,
        Action.FACT_READ,
        Action.FACT_WRITE,
    },
    Role.LEADER: _OWN | {Action.DISTRICT_READ},
    Role.READER: _LOOK | _OWN,
}
