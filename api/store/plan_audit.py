"""The audit before a plan is published: what breaks a rule is not."""

from sqlmodel import Session

from api.errors import InvalidInput
from api.store.plans import plan_of, season_of_plan
from api.texts import say
from planner.audit import Audit, audit
from planner.errors import Fault


def audited(session: Session, plan_id: str) -> Audit:
    """What the audit finds in a plan, by the season it was made for; raises :class:`NotFound`."""
    return audit(season_of_plan(session, plan_id), plan_of(session, plan_id))


def refuse_broken(found: Audit) -> None:
    """Raise :class:`InvalidInput` with every rule that the plan breaks and every figure that is wrong."""
    faults = [
        Fault(
            code="plan_fails_audit",
            place=item.place,
            value=item.rule,
            detail={
                "reason_zh": say(f"audit.rule.{item.rule}", "zh", **item.detail),
                "reason_en": say(f"audit.rule.{item.rule}", "en", **item.detail),
            },
        )
        for item in found.violations
    ]
    faults += [
        Fault(
            code="plan_fails_audit",
            place=item.place,
            value=item.place,
            detail={
                f"reason_{language}": say(
                    "audit.difference",
                    language,
                    place=item.place,
                    stated="—" if item.stated is None else item.stated,
                    computed="—" if item.computed is None else item.computed,
                )
                for language in ("zh", "en")
            },
        )
        for item in found.differences
    ]
    if faults:
        raise InvalidInput(faults)
