"""Every paper says what its golden text says; equal data make equal bytes in every process."""

from functools import cache

import pytest

from api.texts import Language
from tests.api.documents.guests.golden_write import GOLDEN
from tests.api.documents.guests.made import LANGUAGES, documents, text_of
from tests.api.documents.processes import printed_in_two

NAMES = (
    "letters.docx", "notice.docx", "door.docx", "door.xlsx", "messages.xlsx", "replies.xlsx", "guests.xlsx",
)  # fmt: skip
MAKE_ALL = """
from hashlib import sha256
from api.documents.guests.letter_pdf import letters_pdf
from tests.api.documents.guests.made import documents, letters_in

made = [*documents("zh").values(), letters_pdf(letters_in("zh"))]
print([sha256(file).hexdigest() for file in made])
"""


@cache
def _made(language: Language) -> dict[str, bytes]:
    return documents(language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_paper_says_what_its_golden_text_says(name: str, language: Language) -> None:
    golden = (GOLDEN / f"{name}.{language}.txt").read_text(encoding="utf-8")
    assert text_of(name, _made(language)[name]) == golden


def test_every_paper_has_a_golden_text() -> None:
    assert set(_made("zh")) == set(NAMES)


def test_every_paper_has_the_same_bytes_in_every_process() -> None:
    first, second = printed_in_two(MAKE_ALL)
    assert first == second
