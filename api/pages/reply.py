"""``/r/{token}``: the reply page. Made for a phone in WeChat's browser: no script, no account, no cookie.

The token is the credential: wrong, replaced and unknown ones look alike. Whoever guesses is slowed down, by
his address; it is no secret that a page of this kind exists.
"""

import logging
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse

from api.calendars.feed import single
from api.feeds.throttle import Throttle
from api.mail.guest_token import is_token
from api.mail.wording import moment, span
from api.pages.reply_form import Entered, Unusable, act_of, cleaned, shown
from api.pages.templates import HEADERS, page
from api.post import desk
from api.post.office import office_of
from api.post.writing import answer_text, guest_item
from api.routes.service import Service, service_of
from api.store import invitation_lists
from api.store.database import Session
from api.store.invitation_rows import GuestLetter, Held
from api.store.work import Actor, Work
from api.texts import Language, say
from api.texts.person_name import post_beside
from api.texts.sentences import spoken
from events.invitation.act import Channel, Open
from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList
from events.invitation.state import State

LOG = logging.getLogger("zhaoshang.pages")
router = APIRouter(include_in_schema=False)
_UNSEEN = {State.SENT}
_NO_ANSWERS = {"open", "remind", "extend"}


def _service(request: Request) -> Service:
    return service_of(request)


ServiceDep = Annotated[Service, Depends(_service)]


@router.get("/r/{token}")
def reply_page(token: str, request: Request, service: ServiceDep) -> Response:
    """The invitation, and the form with what was answered so far."""
    with service.database.reading() as session:
        who = _found(session, token)
        if who is None:
            return refused_page(request, service)
        value, letter = _list(session, who)
    invitation = _invitation(value, who)
    if invitation.state in _UNSEEN:
        _note_opened(service, who)
    saved = request.query_params.get("saved") == "1"
    return _page(service, token, value, letter, invitation, shown(invitation), saved=saved)


@router.post("/r/{token}")
async def reply(token: str, request: Request, service: ServiceDep) -> Response:
    """Take the answer; then show the page anew, so that a reload sends nothing twice."""
    sent = await request.form()
    form = {name: value for name, value in sent.items() if isinstance(value, str)}
    # It may wait for others who answer at the same time; meanwhile everybody else must be served.
    return await run_in_threadpool(_answered, token, request, service, form)


@router.get("/r/{token}/event.ics")
def reply_calendar(token: str, request: Request, service: ServiceDep) -> Response:
    """The entry of the guest's own, the same UID as in his mail."""
    with service.database.reading() as session:
        who = _found(session, token)
        if who is None:
            return refused_page(request, service)
        value, letter = _list(session, who)
    item = guest_item(value, letter, who, office_of(service.settings).link(token))
    disposition = {"Content-Disposition": 'attachment; filename="invite.ics"'}
    return Response(
        single(item, alarms=True), media_type="text/calendar; charset=utf-8", headers=HEADERS | disposition
    )


def _answered(token: str, request: Request, service: Service, sent: dict[str, Any]) -> Response:
    at = service.clock()
    form = cleaned(sent)
    office = office_of(service.settings)
    with service.database.work(Actor(id="guest", name="guest"), at) as work:
        who = _found(work.session, token)
        if who is None:
            return refused_page(request, service)
        value, letter = _list(work.session, who)
        invitation = _invitation(value, who)
        if str(sent.get("seen", "")) != _seen(invitation):
            note = say("page.reply.changed", letter.language)
            return _page(service, token, value, letter, invitation, form, note=note, status=409)
        try:
            act = act_of(form, invitation, Entered(who.guest, at, invitation.guest.name))
        except Unusable as unusable:
            note = _unusable(unusable.field, letter.language)
            return _page(service, token, value, letter, invitation, form, note=note, status=422)
        done = desk.act(work, office, who.event, act)
        faults = done.decision.faults
    if faults:  # what he said is kept for a person all the same
        value = done.decision.invitations
        note = spoken(faults[0], letter.language)
        return _page(service, token, value, letter, _invitation(value, who), form, note=note, status=409)
    return RedirectResponse(f"{token}?saved=1", status_code=303, headers=HEADERS)


def _found(session: Session, token: str) -> Held | None:
    return invitation_lists.by_token(session, token.lower()) if is_token(token) else None


def _list(session: Session, who: Held) -> tuple[InvitationList, GuestLetter]:
    value = invitation_lists.invitation_list(session, who.event)
    return value, invitation_lists.letter_of(session, who.event)


def _invitation(value: InvitationList, who: Held) -> Invitation:
    found = value.find(who.guest)
    if found is None:
        raise LookupError(who.guest)  # a row without its invitation: a defect
    return found


def _note_opened(service: Service, who: Held) -> None:
    """That the guest has seen it; a preview made by a mail program looks the same, so nothing hangs on it."""
    at = service.clock()
    with service.database.work(Actor(id="guest", name="guest"), at) as work:
        _open(work, who, at)


def _open(work: Work, who: Held, at: datetime) -> None:
    invitation_lists.decided(work, who.event, Open(guest=who.guest, at=at, channel=Channel.LINK))


def refused_page(request: Request, service: Service) -> HTMLResponse:
    """One page for every token that is not good; slower and slower for who tries many."""
    client = request.client.host if request.client else ""
    language, throttle = service.settings.language, _throttle(request)
    if wait := throttle.wait_seconds(client):
        text = say("page.gone.often", language, seconds=int(wait) + 1)
        return page("gone", language, 429, text=text)
    throttle.wrong(client)
    if throttle.wait_seconds(client):
        LOG.warning("too many wrong links of guests from %s: slowed down", client)
    return page("gone", language, 404, text=say("page.gone.wrong", language))


def _throttle(request: Request) -> Throttle:
    found: Throttle = request.app.state.guest_throttle
    return found


def _unusable(field: str, language: Language) -> str:
    if not field:
        return say("page.reply.no_answer", language)
    if field == "colleague":
        return say("page.reply.no_colleague", language)
    return say("page.reply.unusable", language, field=say(f"page.reply.field.{field}", language, most="?"))


def _seen(invitation: Invitation) -> str:
    """What the guest saw when he opened the page: the answers so far; what is no answer changes none."""
    return str(sum(entry.act.kind not in _NO_ANSWERS for entry in invitation.history))


def _page(
    service: Service,
    token: str,
    value: InvitationList,
    letter: GuestLetter,
    invitation: Invitation,
    form: dict[str, str],
    *,
    saved: bool = False,
    note: str = "",
    status: int = 200,
) -> HTMLResponse:
    language = letter.language
    answer = answer_text(invitation, value, letter)
    return page(
        "reply",
        language,
        status,
        title=value.title,
        token=token,
        notes=_notes(invitation, answer, note, language, saved=saved),
        facts=_facts(value, letter, invitation),
        agenda=letter.agenda,
        host=office_of(service.settings).sender.name,
        form=form,
        seen=_seen(invitation),
        open=service.clock() < value.span.end and invitation.state is not State.DRAFTED,
        most_plus_ones=value.most_plus_ones,
        calendar=invitation.state is not State.DRAFTED,
    )


def _notes(
    invitation: Invitation, answer: str, note: str, language: Language, *, saved: bool
) -> list[dict[str, object]]:
    """What stands above the form: what is wrong, else the answer so far; and plus-ones that were cut."""
    notes: list[dict[str, object]] = [{"text": note, "good": False}] if note else []
    if answer and not note:
        key = "page.reply.saved" if saved else "page.reply.now"
        notes.append({"text": say(key, language, answer=answer), "good": True})
    if invitation.reply is not None and invitation.reply.plus_ones > invitation.plus_ones:
        words = {"wanted": invitation.reply.plus_ones, "granted": invitation.plus_ones}
        notes.append({"text": say("page.reply.fewer", language, **words), "good": False})
    return notes


def _facts(value: InvitationList, letter: GuestLetter, invitation: Invitation) -> list[tuple[str, str]]:
    """Headings with what stands beside them; what is not known is left out."""
    language = letter.language
    facts = [
        ("guest", _named(invitation)),
        ("time", _unbroken(span(value.span.start, value.span.end, language))),
        ("venue", letter.venue),
        ("reply_by", moment(invitation.answer_by, language) if invitation.answer_by else ""),
        ("contact", letter.contact),
    ]
    return [(say(f"page.reply.fact.{name}", language), text) for name, text in facts if text]


def _unbroken(text: str) -> str:
    """``text`` with its dashes held together by word joiners (U+2060): 09:30–12:30 stays on one line."""
    return text.replace("–", "\u2060–\u2060")


def _named(invitation: Invitation) -> str:
    """The guest's name, then his post."""
    guest = invitation.guest
    return f"{guest.name}　{post_beside(guest.name, guest.post)}".strip()
