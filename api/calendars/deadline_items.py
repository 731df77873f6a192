"""The entries of what falls due after a visit or a signing: all day, and nobody is taken by them."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from api.calendars.item import Item
from api.calendars.journey_items import EVENING_BEFORE
from api.texts import Language, say
from events.deadline_history import Entry
from events.deadlines import Deadline, DeadlineKind, OwnerKind

_MOST_LETTERS = 40  # of a problem's text in a title; the whole text stands in the entry


def deadline_items(entries: Iterable[Entry], language: Language) -> list[Item]:
    """An item for each entry."""
    return [deadline_item(entry, language) for entry in entries]


def deadline_item(entry: Entry, language: Language) -> Item:
    """The entry of one deadline; one that is watched no longer is struck out and says why."""
    deadline, ending = entry.deadline, entry.ending
    title = _title(deadline, language)
    if ending is None:
        description = "\n".join(_lines(deadline, language))
    else:
        title = say(f"calendar.deadline.ended.{ending.value}", language, title=title)
        description = say("calendar.cancelled.note", language)
    return Item(
        revision=entry.revision,
        summary=title,
        start=deadline.day,
        end=deadline.day + timedelta(days=1),
        categories=(say(f"calendar.category.{_CATEGORY[deadline.kind]}", language),),
        description=description,
        blocks=False,
        is_cancelled=ending is not None,
        alarm_before=EVENING_BEFORE,
        is_deadline=True,
    )


_CATEGORY = {
    DeadlineKind.START_DUE: "start_of_works",
    DeadlineKind.START_REMINDER: "start_of_works",
    DeadlineKind.PROBLEM_DUE: "problem",
}


def _title(deadline: Deadline, language: Language) -> str:
    about = " ".join(deadline.text.split()) or deadline.project or deadline.subject
    if len(about) > _MOST_LETTERS:
        about = f"{about[: _MOST_LETTERS - 1].rstrip()}…"
    return say(f"calendar.deadline.{deadline.kind.value}", language, about=about)


def _lines(deadline: Deadline, language: Language) -> Iterator[str]:
    def line(key: str, value: object) -> str:
        return say(f"calendar.deadline.line.{key}", language, value=value)

    if deadline.text:
        yield line("text", deadline.text)
    if deadline.topic is not None:
        yield line("topic", say(f"joint_meeting.topic.{deadline.topic.value}", language))
    if deadline.company_name:
        yield line("company", deadline.company_name)
    if deadline.project is not None:
        key = "key_project" if deadline.key_project else "project"
        yield line(key, deadline.project)
    if deadline.signed_on is not None:
        yield line("signed_on", deadline.signed_on.isoformat())
    yield line("due", deadline.due.isoformat())
    for owner in sorted(deadline.owners, key=lambda owner: owner.kind is OwnerKind.PERSON):
        yield line(owner.part.value, owner.name or owner.id)
    for key in ("map", "team"):
        if words := getattr(deadline, key):
            yield line(key, words)
    if deadline.lacking:
        missing = (say(f"joint_meeting.one.{one.value}", language) for one in deadline.lacking)
        yield line("lacking", say("calendar.wording.comma", language).join(missing))
