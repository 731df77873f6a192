"""Telling what became of a visit: the fact, its problems and the company change in one transaction."""

from datetime import date
from typing import Any
from uuid import uuid4

from sqlmodel import Session, col, select

from api.errors import InvalidInput
from api.store import records
from api.store.companies import COMPANY
from api.store.facts import FACT, Account, Fact, FactRow
from api.store.plans import plan_of
from api.store.problems import PROBLEM, Problem, RaisedProblem
from api.store.publications import published_of
from api.store.record import Stored
from api.store.work import Work
from planner.clock import day_of
from planner.company import Company
from planner.errors import Fault


class Report(Account):
    """An account of a visit with the problems raised in it, each to be kept as a record of its own."""

    problems: tuple[RaisedProblem, ...] = ()


def record_fact(work: Work, report: Report) -> Stored[Fact]:
    """Keep the first account of a visit.

    Where it names nobody, those are kept whom the published plan sent. The company gets its ``last_met_on``,
    and stage and expected investment if the report gives them, so that the next season is planned by them.
    Raises as :func:`api.store.records.create` does, and :class:`InvalidInput` for a day to come.
    """
    _refuse_future(work, report)
    company = records.stored(work.session, COMPANY, report.company).value
    fact = _fact(work, report, met_before=company.last_met_on, problems=())
    return _kept(work, fact, company, version=None)


def correct_fact(work: Work, report: Report, version: int | None) -> Stored[Fact]:
    """Replace the account of a visit; further problems are added, those it raised before stay.

    The company follows, ``last_met_on`` too if it stood as the facts had put it. Raises as
    :func:`api.store.records.replace` does, and :class:`InvalidInput` for a day to come.
    """
    _refuse_future(work, report)
    before = records.stored(work.session, FACT, report.record_id).value
    company = records.stored(work.session, COMPANY, report.company).value
    fact = _fact(work, report, met_before=before.met_before, problems=before.problems)
    return _kept(work, fact, company, version=version, replaces=True)


def withdraw_fact(work: Work, identity: str, version: int | None) -> Stored[Fact]:
    """Hide a fact until it is restored; the company's ``last_met_on`` follows, its stage stays."""
    fact = records.stored(work.session, FACT, identity).value
    said = _met_by_facts(work.session, fact.company)
    found = records.delete(work, FACT, identity, version)
    _follow(work, fact.company, said, {})
    return found


def restore_fact(work: Work, identity: str, version: int | None) -> Stored[Fact]:
    """Bring a withdrawn fact back; the company's ``last_met_on`` follows."""
    fact = records.stored(work.session, FACT, identity, deleted=True).value
    said = _met_by_facts(work.session, fact.company)
    found = records.restore(work, FACT, identity, version)
    _follow(work, fact.company, said, {})
    return found


def _kept(
    work: Work, fact: Fact, company: Company, *, version: int | None, replaces: bool = False
) -> Stored[Fact]:
    said = _met_by_facts(work.session, company.id)
    found = records.replace(work, FACT, fact, version) if replaces else records.create(work, FACT, fact)
    given = {"stage": fact.stage, "expected_investment_cny": fact.expected_investment_cny}
    _follow(work, company.id, said, {name: value for name, value in given.items() if value is not None})
    return found


def _fact(work: Work, report: Report, *, met_before: date | None, problems: tuple[str, ...]) -> Fact:
    plain = {name: getattr(report, name) for name in Account.model_fields}
    if report.done and not report.people:
        plain["people"] = _sent(work.session, report.season, report.company)
    raised = [_raise(work, report, problem) for problem in report.problems]
    return Fact(**plain, met_before=met_before, problems=(*problems, *raised))


def _raise(work: Work, report: Report, raised: RaisedProblem) -> str:
    company = records.stored(work.session, COMPANY, report.company).value
    problem = Problem(
        id=uuid4().hex,
        company=report.company,
        season=report.season,
        raised_on=report.day or day_of(work.at),
        raised_by=company.first_contact.unit if company.first_contact else None,
        **dict(raised),
    )
    return records.create(work, PROBLEM, problem).id


def _sent(session: Session, season: str, company: str) -> tuple[str, ...]:
    """Whom the published plan of the season sends to the company, the leader first."""
    current = published_of(session, season)
    trips = plan_of(session, current.plan_id).trips if current is not None else ()
    for trip in trips:
        if any(visit.company == company for visit in trip.visits):
            return trip.delegation
    return ()


def _met_by_facts(session: Session, company: str) -> date | None:
    """When the company was last met, as its facts have it: the latest visit held, or what was before all."""
    query = select(FactRow).where(FactRow.company == company).order_by(col(FactRow.created_at))
    rows = session.exec(query).all()
    if not rows:
        return None
    held = [row.day for row in rows if row.done and row.deleted_at is None and row.day is not None]
    before = Fact.model_validate(rows[0].body).met_before
    return max([*held, *([before] if before else [])], default=None)


def _follow(work: Work, company: str, said: date | None, given: dict[str, Any]) -> None:
    """Have the company follow its facts: ``said`` is what they said of its last meeting until now."""
    stored = records.stored(work.session, COMPANY, company)
    last, now = stored.value.last_met_on, _met_by_facts(work.session, company)
    # A day that somebody entered by hand since then stays, unless a later meeting is told.
    if last is None or last == said or (now is not None and now > last):
        given = {**given, "last_met_on": now}
    after = stored.value.model_copy(update=given)
    if after != stored.value:
        records.replace(work, COMPANY, after, stored.version)


def _refuse_future(work: Work, report: Report) -> None:
    today = day_of(work.at)
    if report.day is not None and report.day > today:
        detail = {"today": today.isoformat()}
        raise InvalidInput(
            Fault(code="fact_in_the_future", place="day", value=report.day.isoformat(), detail=detail)
        )
