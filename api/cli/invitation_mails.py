"""The mails and letters of a list written to disk as they would leave: a dry run without a service.

Their links look as guests will see them and open nothing: there is no service that made them.
"""

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from api.cli.invitation_task import InvitationTask
from api.cli.refusal import Refused
from api.documents.guests.letter import Recipient, invitation_letters
from api.documents.guests.letter_docx import letters_docx
from api.mail.address import is_address, mailbox
from api.mail.guest_token import guest_token
from api.post.office import Office
from api.post.writing import OCCASIONS, Writer
from api.routes.guest_papers import facts_of
from api.store.invitation_rows import Held
from events.invitation.decision import Decision
from events.invitation.effect import Effect, EffectKind
from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList
from planner.clock import day_of
from planner.errors import Fault

SO_FAR, NEXT = "mails", "next"
_TRIAL_KEY = b"a trial on disk"
_UNSAFE = re.compile(r"[^\w.-]+")
_INVITING = frozenset({EffectKind.INVITE, EffectKind.INVITE_BY_LETTER})
_TELLING = _INVITING | OCCASIONS.keys()


class Paper(NamedTuple):
    """A file of one mail or letter."""

    name: str
    content: bytes


class Printed(NamedTuple):
    """What was written, and the guests (ids) who must be told otherwise: no mail, and no letter for that."""

    papers: tuple[Paper, ...]
    untold: tuple[str, ...]


def printed(task: InvitationTask, steps: Iterable[tuple[datetime, Decision]]) -> Printed:
    """The mails and letters that follow from ``steps``, in their order."""
    press = _Press(task)
    for at, decision in steps:
        for effect in decision.effects:
            press.tell(at, decision.invitations, effect)
    return Printed(tuple(press.papers), tuple(dict.fromkeys(press.untold)))


class _Press:
    """Prints one after another; an entry's SEQUENCE rises when its invitation is taken back."""

    def __init__(self, task: InvitationTask) -> None:
        self._task = task
        self._office = Office(mailbox(task.sender, "sender"), task.public_url.rstrip("/"))
        self._withdrawn: Counter[str] = Counter()
        self.papers: list[Paper] = []
        self.untold: list[str] = []

    def tell(self, at: datetime, value: InvitationList, effect: Effect) -> None:
        """The mail or letter that ``effect`` asks for, if it asks for one."""
        invitation = value.find(effect.guest)
        if invitation is None or effect.kind not in _TELLING:
            return
        self._withdrawn[effect.guest] += effect.kind is EffectKind.TAKE_BACK
        if is_address(invitation.guest.mail):
            for parcel in self._writer(value, at).after([effect]):
                self._add(at, parcel.occasion, effect.guest, ".eml", parcel.mail)
        elif effect.kind in _INVITING:
            self._add(at, "letter", effect.guest, ".docx", self._letter(value, invitation, at))
        else:
            self.untold.append(effect.guest)

    def _add(self, at: datetime, occasion: str, guest: str, extension: str, content: bytes) -> None:
        """Named so that files stand in order; of a guest's id what every file system takes."""
        number, safe = len(self.papers) + 1, _UNSAFE.sub("_", guest)[:60]
        name = f"{number:03}-{day_of(at).isoformat()}-{occasion}-{safe}{extension}"
        self.papers.append(Paper(name, content))

    def _letter(self, value: InvitationList, invitation: Invitation, at: datetime) -> bytes:
        facts = facts_of(value.title, value.span.start, value.span.end, self._task.letter, self._office)
        link = self._office.link(_token(invitation.guest.id))
        who = Recipient(invitation.guest, link, invitation.answer_by, day_of(at))
        return letters_docx(invitation_letters(facts, [who], at))

    def _writer(self, value: InvitationList, at: datetime) -> Writer:
        identities = {
            item.guest.id: Held(
                id=item.guest.id,
                event=value.event,
                guest=item.guest.id,
                uid=str(uuid5(NAMESPACE_URL, f"{value.event}/{item.guest.id}")),
                sequence=self._withdrawn[item.guest.id],
                generation=0,
                changed_at=at,
                stamp=None,
            )
            for item in value.invitations
        }
        return Writer(lambda who: _token(who.guest), self._office, value, self._task.letter, identities, at)


def _token(guest: str) -> str:
    return guest_token(_TRIAL_KEY, guest, 0)


def claim_folder(folder: Path, *, force: bool) -> None:
    """Make sure that what stands in ``folder`` is not overwritten, unless ``force``."""
    if folder.exists() and not folder.is_dir():
        raise Refused(Fault(code="not_a_folder", place=str(folder)))
    if not folder.parent.is_dir():
        raise Refused(Fault(code="folder_missing", place=str(folder.parent)))
    taken = [folder / part for part in (SO_FAR, NEXT) if (folder / part).exists()]
    if taken and not force:
        raise Refused(Fault(code="file_exists", place=str(path)) for path in taken)


def write_papers(folder: Path, so_far: Iterable[Paper], following: Iterable[Paper]) -> None:
    """Write both parts; made beside the folder first, so that after an error it is as it was."""
    folder.mkdir(exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder, prefix=".draft-"))
    try:
        for part, papers in ((SO_FAR, so_far), (NEXT, following)):
            (draft / part).mkdir()
            for paper in papers:
                (draft / part / paper.name).write_bytes(paper.content)
        for part in (SO_FAR, NEXT):
            if (folder / part).is_dir():
                shutil.rmtree(folder / part)
            (draft / part).replace(folder / part)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
