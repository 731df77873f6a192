"""``/events/{identity}/invitations/clock``: what a list does by itself next, shown before it happens."""

from fastapi import APIRouter, Depends
from pydantic import AwareDatetime

from api.accounts.role import Action
from api.post.keeping_time import outlook
from api.routes.context import Allowed, LanguageDep, ReadingDep, ServiceDep
from api.routes.documentation import refusals
from api.routes.guest_lists import EventId
from api.routes.invitations import OfficeDep
from api.routes.mails_shown import MailShown, shown
from api.routes.problems import ProblemFault, told
from api.store import invitation_lists
from api.texts import Language, say
from events.invitation.reminder_rule import ReminderRule
from planner.value import Value

router = APIRouter(prefix="/events/{identity}/invitations", tags=["邀请 invitation"])


class ClockAhead(Value):
    """What will leave next without a person, if nobody says anything until then.

    ``by_itself``: whether the list's rule lets it; if not, this is what would leave if it did. ``reminders``
    says the rule of reminders in words. ``at`` is when, None for never; the first fifty of its ``mails`` are
    shown whole. ``letters`` are guests (ids) whom it concerns and who have no mail. ``then`` is when the next
    leave after these. ``notes`` say what is passed over, or why nothing happens.
    """

    by_itself: bool
    reminders: str
    at: AwareDatetime | None
    mails: int
    shown: tuple[MailShown, ...]
    letters: tuple[str, ...]
    then: AwareDatetime | None
    notes: tuple[ProblemFault, ...]


@router.get(
    "/clock",
    responses=refusals(404),
    # The mails shown hold links: whoever has a guest's link can answer for him.
    dependencies=[Depends(Allowed(Action.GUEST_WRITE))],
    summary="自动办理的下一步 · What leaves next by itself",
    operation_id="read_invitation_clock",
)
def read_invitation_clock(
    identity: EventId, session: ReadingDep, service: ServiceDep, office: OfficeDep, language: LanguageDep
) -> ClockAhead:
    """只看会发出什么、何时发出，不改动；未开启自动办理的名单照样试算。 Nothing is changed."""
    value = invitation_lists.invitation_list(session, identity)
    found = outlook(session, office, value, service.clock())
    return ClockAhead(
        by_itself=value.rule.by_itself,
        reminders=reminder_words(value.rule.reminders, language),
        at=found.at,
        mails=len(found.parcels),
        shown=shown(found.parcels),
        letters=found.unreached,
        then=found.then,
        notes=tuple(told(fault, language) for fault in found.notes),
    )


def reminder_words(rule: ReminderRule, language: Language) -> str:
    """The rule in words, with where it comes from and since when."""
    days = [
        say(f"invitation.reminders.{'before' if count else 'on_day'}", language, count=count)
        for count in sorted(rule.working_days_before, reverse=True)
    ]
    words = {"source": rule.source, "day": rule.in_force_from.isoformat()}
    if not days:
        return say("invitation.reminders.never", language, **words)
    words["days"] = say("invitation.reminders.separator", language).join(days)
    hour, minute = divmod(rule.minute, 60)
    return say("invitation.reminders.rule", language, time=f"{hour}:{minute:02}", **words)
