"""Every paper says what its golden text says; equal data make equal bytes in every process."""

import os
import subprocess
import sys
from functools import cache

import pytest

from api.texts import Language
from tests.api.documents.guests.golden_write import GOLDEN
from tests.api.documents.guests.made import LANGUAGES, documents, text_of

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


def _digests(seed: str, zone: str) -> str:
    environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone}
    done = subprocess.run(
        [sys.executable, "-c", MAKE_ALL], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_every_paper_has_the_same_bytes_in_every_process() -> None:
    assert _digests("1", "Asia/Shanghai") == _digests("2", "America/New_York")
