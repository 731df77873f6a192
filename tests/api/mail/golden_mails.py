"""The golden texts of mails; ``python -m tests.api.mail.golden_mails`` writes them anew."""

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import get_args

from api.mail.message import GuestMail, Occasion, composed
from api.texts import Language
from tests.api.mail.guests import MAIL

FOLDER = Path(__file__).with_name("golden")
ANSWERS = {
    Occasion.CONFIRMATION: "出席",
    Occasion.ACKNOWLEDGEMENT: "不能出席",
    Occasion.PLUS_ONES: "出席，随行 2 人",
}


def golden_mails() -> Iterator[tuple[str, GuestMail]]:
    """A mail for every occasion in every language, with the name of its file."""
    for occasion in Occasion:
        changes = ("时间由 12月14日 14:00 改为 12月15日 14:00",) if occasion is Occasion.UPDATE else ()
        answer = ANSWERS.get(occasion, "")
        for language in get_args(Language):
            mail = replace(MAIL, occasion=occasion, language=language, changes=changes, answer=answer)
            yield f"{occasion}-{language}.txt", mail


def read_text(mail: GuestMail) -> str:
    """What the guest reads: the subject and the plain text."""
    message = message_from_bytes(bytes(composed(mail)), policy=default)
    body = message.get_body(preferencelist=("plain",))
    assert body is not None
    return f"{message['Subject']}\n\n{body.get_content()}".replace("\r\n", "\n")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, made in golden_mails():
        (FOLDER / name).write_text(read_text(made), encoding="utf-8")
