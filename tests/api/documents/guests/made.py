"""Every paper of the sample, and all of them read back as text."""

from io import BytesIO

from openpyxl import load_workbook

from api.documents.guests.check_in_list import at_door, check_in_paper, check_in_workbook
from api.documents.guests.event_facts import EventFacts
from api.documents.guests.guest_list import guest_list_workbook
from api.documents.guests.letter import Letters, invitation_letters
from api.documents.guests.letter_docx import letters_docx
from api.documents.guests.message_table import message_table
from api.documents.guests.reply_slip import reply_slip_workbook
from api.documents.guests.unit_notice import unit_notice
from api.documents.official_paper import paper_docx
from api.texts import Language
from tests.api.documents.guests.sample import (
    ENGLISH,
    FACTS,
    HERE,
    LIST,
    MADE_AT,
    NAMES,
    QUOTAS,
    RECIPIENTS,
    SEATS,
)
from tests.api.documents.reading import text_of_docx

LANGUAGES: tuple[Language, ...] = ("zh", "en")


def facts_in(language: Language) -> EventFacts:
    return FACTS if language == "zh" else ENGLISH


def letters_in(language: Language) -> Letters:
    return invitation_letters(facts_in(language), RECIPIENTS, MADE_AT, with_slip=True)


def documents(language: Language) -> dict[str, bytes]:
    """The files by name."""
    facts, lines = facts_in(language), at_door(LIST, SEATS, HERE)
    return {
        "letters.docx": letters_docx(letters_in(language)),
        "notice.docx": paper_docx(unit_notice(facts, QUOTAS, MADE_AT)),
        "door.docx": paper_docx(check_in_paper(facts, lines, MADE_AT, language)),
        "door.xlsx": check_in_workbook(facts.title, lines, MADE_AT, language),
        "messages.xlsx": message_table(facts, RECIPIENTS, MADE_AT, language),
        "replies.xlsx": reply_slip_workbook(LIST, MADE_AT, language),
        "guests.xlsx": guest_list_workbook(LIST, SEATS, NAMES, MADE_AT, language),
    }


def text_of_xlsx(file: bytes) -> str:
    """A line a row, sheets under their names."""
    lines = []
    for sheet in load_workbook(BytesIO(file)).worksheets:
        lines.append(f"# {sheet.title}")
        for row in sheet.iter_rows(values_only=True):
            cells = ("" if cell is None else str(cell).replace("\n", " / ") for cell in row)
            lines.append(" | ".join(cells).rstrip())
    return "\n".join(lines) + "\n"


def text_of(name: str, file: bytes) -> str:
    """By the end of its name."""
    return text_of_docx(file) if name.endswith(".docx") else text_of_xlsx(file)
