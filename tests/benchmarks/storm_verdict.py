"""What must be true after the kill storm."""

from collections import Counter

import httpx
from icalendar import Calendar

from api.store import audit_log
from api.store.job_listing import job_page
from api.store.jobs import Job, JobState
from api.store.plan_listing import plan_page, publications_of
from api.store.plans import PlanRecord, PlanState, plan_of
from tests.api.servers import wait_until
from tests.api.spring import SEASON
from tests.benchmarks.storm_people import Office, Phone, Planner

MOST = 200


def verdict(office: Office, planner: Planner, phone: Phone) -> list[str]:
    """Every fault found: jobs lost or done twice, publications lost or twice, a calendar that lags."""
    with office.database.reading() as session:
        jobs = job_page(session, limit=MOST).items
        plans = plan_page(session, limit=MOST).items
        published = publications_of(session, SEASON.id)
        log = Counter(
            (entry.kind, entry.action, entry.subject)
            for entry in audit_log.entries(session, limit=100 * MOST)
        )
    return [
        *_jobs(planner, jobs, plans, log),
        *_publications(planner, published, log),
        *_feed(office, planner, phone),
    ]


def _jobs(
    planner: Planner, jobs: tuple[Job, ...], plans: tuple[PlanRecord, ...], log: Counter[tuple[str, str, str]]
) -> list[str]:
    faults = []
    if sorted(job.id for job in jobs) != sorted(planner.jobs):
        faults.append(f"{len(planner.jobs)} jobs were acknowledged, {len(jobs)} are there")
    drafts = Counter(plan.job for plan in plans)
    for job in jobs:
        if job.state is not JobState.DONE:
            faults.append(f"job {job.id} is {job.state}")
        if (drafts[job.id], log["job", "finish", job.id], log["job", "request", job.id]) != (1, 1, 1):
            faults.append(f"job {job.id} made {drafts[job.id]} plans and finished more or less than once")
    return faults


def _publications(
    planner: Planner, published: tuple[PlanRecord, ...], log: Counter[tuple[str, str, str]]
) -> list[str]:
    in_order = sorted(published, key=lambda plan: plan.number or 0)
    faults = []
    if [plan.id for plan in in_order] != planner.published:
        faults.append(f"{len(planner.published)} publications were acknowledged, {len(published)} are there")
    if [plan.number for plan in in_order] != list(range(1, len(published) + 1)):
        faults.append(f"publications are numbered {[plan.number for plan in in_order]}")
    if sum(plan.state is PlanState.PUBLISHED for plan in published) != min(1, len(published)):
        faults.append("more or less than one plan is in force")
    faults += [
        f"plan {plan.id} was published {log['plan', 'publish', plan.id]} times"
        for plan in published
        if log["plan", "publish", plan.id] != 1
    ]
    return faults


def _feed(office: Office, planner: Planner, phone: Phone) -> list[str]:
    """The calendar holds every visit of the plan in force that the leader makes."""
    if not planner.published:
        return ["nothing was published"]
    with httpx.Client(timeout=20) as client:
        wait_until(lambda: phone.fetch(client), "the calendar")
    shown = {str(item["UID"]) for item in Calendar.from_ical(phone.last).walk("VEVENT")}
    with office.database.reading() as session:
        [current] = [
            plan for plan in publications_of(session, SEASON.id) if plan.state is PlanState.PUBLISHED
        ]
        plan = plan_of(session, current.id)
    wanted = {visit.revision.uid for trip in plan.trips if trip.leader == "head" for visit in trip.visits}
    faults = [f"the calendar lacks {uid}" for uid in sorted(wanted - shown)]
    return faults + ["the phone never fetched"] * (phone.fetched == 0)
