"""The audit before a plan is published: what breaks a rule is not."""

from sqlmodel import Session

from api.errors import InvalidInput
from api.store.assembly import busy_times
from api.store.elsewhere import busy_elsewhere
from api.store.plans import plan_of, season_of_plan
from api.texts import say
from planner.audit import Audit, audit
from planner.errors import Fault


def audited(session: Session, plan_id: str) -> Audit:
    """What the audit finds in a plan, by the season it was made for; raises :class:`NotFound`."""
    return audit(season_of_plan(session, plan_id), plan_of(session, plan_id))


def audited_now(session: Session, plan_id: str) -> Audit:
    """What the audit finds if the plan is to come into force now, beside what is in force of other seasons.

    The season is the one that the plan was made for, but for where its people are for others by now: two
    plans that know nothing of each other must not both send somebody. Raises :class:`NotFound`.
    """
    season = season_of_plan(session, plan_id)
    recorded, elsewhere = busy_times(session, season), busy_elsewhere(session, season)
    people = []
    for person in season.people:
        spans = [span for span in person.busy if not span.away]
        spans += [span for span in recorded[person.id] if span.away]
        spans += elsewhere.get(person.id, ())
        people.append(person.model_copy(update={"busy": tuple(dict.fromkeys(spans))}))
    return audit(season.model_copy(update={"people": tuple(people)}), plan_of(session, plan_id))


def refuse_broken(found: Audit) -> None:
    """Raise :class:`InvalidInput` with every rule that the plan breaks and every figure that is wrong."""
    faults = [_fault(item.place, f"audit.rule.{item.rule}", dict(item.detail)) for item in found.violations]
    for item in found.differences:
        figures = {"stated": item.stated, "computed": item.computed}
        words = {name: "—" if figure is None else str(figure) for name, figure in figures.items()}
        faults.append(_fault(item.place, "audit.difference", {"place": item.place, **words}))
    if faults:
        raise InvalidInput(faults)


def _fault(place: str, sentence: str, words: dict[str, str]) -> Fault:
    # One fault is told in either language: it carries the audit's sentence in both.
    told = {"reason": say(sentence, "zh", **words), "reason_name": say(sentence, "en", **words)}
    return Fault(code="plan_fails_audit", place=place, value=sentence.rpartition(".")[2], detail=told)
