from email.message import EmailMessage

from api.routes.mails_shown import MOST_SHOWN, MailShown, shown
from api.store.outbox import NewParcel


def _parcel(number: int, text: str | None) -> NewParcel:
    message = EmailMessage()
    message["Subject"] = "邀请函"
    if text is not None:
        message.set_content(text)
    return NewParcel("k", "i", "invitation", f"g{number}@firm.example", "邀请函", "<m>", bytes(message))


def test_the_first_fifty_are_shown_as_text() -> None:
    found = shown([_parcel(number, "尊敬的嘉宾") for number in range(MOST_SHOWN + 1)])
    assert len(found) == MOST_SHOWN
    assert found[0] == MailShown(
        recipient="g0@firm.example", occasion="invitation", subject="邀请函", text="尊敬的嘉宾\n"
    )
