"""Kept plans compared: with each other, and with what is published of their season."""

from itertools import zip_longest

from sqlmodel import Session

from api.calendars.changed import changed_targets
from api.calendars.target import Target, TargetKind
from api.documents.plan_comparison import PlanComparison
from api.store.plan_listing import publications_of
from api.store.plans import PlanRecord, plan_of, plan_record, season_of_plan
from api.store.publishing import Edition
from api.texts import Language, say
from planner.plan import Plan
from planner.season import Season
from planner.value import Value


class Affected(Value):
    """Somebody or something whose calendar a publication changes, with its name."""

    target: Target
    name: str


class Publishing(Value):
    """A publication, done or (``dry_run``) only tried: its number, what changes, whose calendars change."""

    dry_run: bool
    number: int
    plan: PlanRecord
    comparison: PlanComparison
    affected: tuple[Affected, ...]


class Issue(Value):
    """A publication of a season: the plan, and in words what it changed against the one before."""

    plan: PlanRecord
    changes: tuple[str, ...]


def comparison_of(session: Session, before: str, after: str, language: Language) -> PlanComparison:
    """What differs from the plan ``before`` to the plan ``after`` (ids); raises :class:`NotFound`."""
    was = (season_of_plan(session, before), plan_of(session, before))
    return PlanComparison.of(was, (season_of_plan(session, after), plan_of(session, after)), language)


def publishing_of(
    session: Session, plan_id: str, edition: Edition, previous: str | None, language: Language
) -> Publishing:
    """What publishing the edition would change against the plan with id ``previous``, None if none was."""
    season = season_of_plan(session, plan_id)
    was = None
    if previous is not None and edition.before is not None:
        was = (season_of_plan(session, previous), edition.before)
    return Publishing(
        dry_run=True,
        number=edition.number,
        plan=plan_record(session, plan_id),
        comparison=PlanComparison.of(was, (season, edition.after), language),
        affected=_affected(season, edition.before, edition.after),
    )


def issues_of(session: Session, season: str, language: Language, limit: int) -> tuple[Issue, ...]:
    """The last ``limit`` publications of a season with what each changed, the latest first."""
    found = publications_of(session, season)
    pairs = list(zip_longest(found, found[1:]))[:limit]
    return tuple(Issue(plan=plan, changes=_changes(session, plan, was, language)) for plan, was in pairs)


def _changes(
    session: Session, plan: PlanRecord, before: PlanRecord | None, language: Language
) -> tuple[str, ...]:
    if before is None:
        return (say("plan.first_publication", language),)
    return comparison_of(session, before.id, plan.id, language).lines


def _affected(season: Season, before: Plan | None, after: Plan) -> tuple[Affected, ...]:
    """Everybody whose calendar changes, people first, then units, regions, trips, events; each by name."""
    names: dict[TargetKind, dict[str, str]] = {
        TargetKind.PERSON: {item.id: item.name for item in season.people},
        TargetKind.UNIT: {item.id: item.name for item in season.units},
        TargetKind.REGION: {item.id: item.name for item in season.regions},
        TargetKind.TRIP: {},
        TargetKind.EVENT: {item.id: item.title for item in season.events},
    }
    order = list(names)
    found = [
        Affected(target=target, name=names[target.kind].get(target.id, target.id))
        for target in changed_targets(season, before, after)
    ]
    return tuple(sorted(found, key=lambda item: (order.index(item.target.kind), item.name, item.target.id)))
