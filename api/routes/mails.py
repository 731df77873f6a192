"""``/mails``: what shall leave and has left; ``/letters``: what came, and what waits for a person."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Path, Query, Response

from api.accounts.role import Action
from api.errors import NotFound
from api.routes.context import Allowed, LanguageDep, ReadingDep, WorkDep
from api.routes.documentation import refusals
from api.routes.problems import ProblemFault, told
from api.store import letters, outbox
from api.store.letters import Kept, LetterState
from api.store.listing import MOST_A_PAGE
from api.store.outbox import Parcel, ParcelState
from api.texts import Language
from planner.errors import Fault
from planner.value import Value

router = APIRouter(tags=["邮件 mail"])
Identity = Annotated[str, Path(min_length=1, max_length=200, description="编号 · id")]
_READ = [Depends(Allowed(Action.GUEST_READ))]
_WRITE = [Depends(Allowed(Action.GUEST_WRITE))]


class Settlement(Value):
    """What a person found out: the mail ``sent`` itself, or it did not and shall go again."""

    sent: bool


class ParcelShown(Parcel):
    """A mail in the outbox; what stands against it in words."""

    fault: ProblemFault | None  # type: ignore[assignment]  # said, not as it is kept


class ParcelsShown(Value):
    """Some mails, the latest first; ``next`` is what to pass as ``before`` for those that follow."""

    items: tuple[ParcelShown, ...]
    next: str | None = None


class LetterShown(Kept):
    """A mail that came; why a person must look at it in words."""

    why: ProblemFault | None  # type: ignore[assignment]  # said, not as it is kept


class LettersShown(Value):
    """Some letters, the latest first; ``next`` is what to pass as ``before`` for those that follow."""

    items: tuple[LetterShown, ...]
    next: str | None = None


class TakenBack(Value):
    """How many mails were taken back before they left."""

    count: int


@router.get(
    "/mails",
    responses=refusals(404, 422),
    dependencies=_READ,
    summary="发件箱，新的在前 · The outbox, the newest first",
    operation_id="list_mails",
)
def list_mails(
    session: ReadingDep,
    language: LanguageDep,
    mailing: Annotated[str | None, Query(max_length=200)] = None,
    state: Annotated[list[ParcelState] | None, Query(max_length=10)] = None,
    before: Annotated[str | None, Query(max_length=200, description="上一页的 next")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_A_PAGE)] = 50,
) -> ParcelsShown:
    """存疑（doubtful）与被拒（refused）的需要人处理。 Doubtful and refused ones need a person."""
    if before is not None:
        outbox.parcel(session, before)  # a page after nothing would be the first one again
    page = outbox.parcels(session, mailing=mailing, states=tuple(state or ()), before=before, limit=limit)
    return ParcelsShown(items=tuple(_parcel(item, language) for item in page.items), next=page.next)


@router.get(
    "/mails/{identity}/message",
    response_class=Response,
    responses=refusals(404) | {200: {"content": {"message/rfc822": {}}}},
    dependencies=_WRITE,
    summary="查看邮件原文 · The mail itself",
    operation_id="read_mail_message",
)
def read_mail_message(identity: Identity, session: ReadingDep) -> Response:
    """收件人将收到的每个字节。 Every octet that its guest gets."""
    return Response(outbox.octets(session, identity), media_type="message/rfc822")


@router.post(
    "/mails/{identity}/settlement",
    responses=refusals(404, 409, 422),
    dependencies=_WRITE,
    summary="处理存疑或被拒的邮件 · Settle a doubtful or refused mail",
    operation_id="settle_mail",
)
def settle_mail(
    identity: Identity,
    settlement: Annotated[Settlement, Body(examples=[{"sent": True}])],
    work: WorkDep,
    language: LanguageDep,
) -> ParcelShown:
    """Sent 为真：确认已发出；为假：再发一次。 True: it left; false: send it again."""
    return _parcel(outbox.settle(work, identity, sent=settlement.sent), language)


@router.post(
    "/mailings/{identity}/cancellation",
    responses=refusals(404, 422),
    dependencies=_WRITE,
    summary="撤回尚未发出的邮件 · Take back what has not left",
    operation_id="cancel_mailing",
)
def cancel_mailing(identity: Identity, work: WorkDep) -> TakenBack:
    """已发出的撤不回来；邀请本身不变。 What has left cannot be; the invitations stay as they are."""
    if not outbox.by_state(work.session, identity):
        raise NotFound(Fault(code="no_such_record", value=identity, detail={"kind": "mailing"}))
    return TakenBack(count=outbox.cancel(work, mailing=identity))


@router.get(
    "/letters",
    responses=refusals(404, 422),
    dependencies=_READ,
    summary="来信，新的在前 · What came, the newest first",
    operation_id="list_letters",
)
def list_letters(
    session: ReadingDep,
    language: LanguageDep,
    state: Annotated[list[LetterState] | None, Query(max_length=10)] = None,
    event: Annotated[str | None, Query(max_length=200)] = None,
    before: Annotated[str | None, Query(max_length=200, description="上一页的 next")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_A_PAGE)] = 50,
) -> LettersShown:
    """state=open 是待人处理的。 `state=open` is what waits for a person."""
    if before is not None:
        letters.letter(session, before)
    page = letters.letters(session, states=tuple(state or ()), event=event, before=before, limit=limit)
    return LettersShown(items=tuple(_letter(item, language) for item in page.items), next=page.next)


@router.post(
    "/letters/{identity}/settlement",
    responses=refusals(404, 409, 422),
    dependencies=_WRITE,
    summary="来信处理完毕 · A letter is settled",
    operation_id="settle_letter",
)
def settle_letter(identity: Identity, work: WorkDep, language: LanguageDep) -> LetterShown:
    """答复另行登记在邀请上。 The answer itself is entered with the invitation."""
    return _letter(letters.settle(work, identity), language)


def _parcel(item: Parcel, language: Language) -> ParcelShown:
    said = None if item.fault is None else told(item.fault, language)
    return ParcelShown.model_validate(item.model_dump() | {"fault": said})


def _letter(item: Kept, language: Language) -> LetterShown:
    said = None if item.why is None else told(item.why, language)
    return LetterShown.model_validate(item.model_dump() | {"why": said})
