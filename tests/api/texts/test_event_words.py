"""Every word of an event that a user reads, in both languages."""

from enum import StrEnum

import pytest

from api.texts import Language, say
from api.texts.sentences import fault_codes
from events.check_in import Outcome
from events.guest import Segment
from events.guests.proposal import Reason
from events.invitation.act import Channel
from events.invitation.state import State

LANGUAGES: tuple[Language, ...] = ("zh", "en")
WORDS = [
    *(("guest.segment", word) for word in Segment),
    *(("guest.reason", word) for word in Reason),
    *(("invitation.state", word) for word in State),
    *(("invitation.channel", word) for word in Channel),
    *(("invitation.outcome", word) for word in Outcome),
]


@pytest.mark.parametrize(("topic", "word"), WORDS, ids=str)
def test_a_word_is_said_in_chinese_and_in_english(topic: str, word: StrEnum) -> None:
    key = f"{topic}.{word.value}"
    chinese, english = (say(key, language, reason="", quota="", most="") for language in LANGUAGES)
    assert any("一" <= letter <= "鿿" for letter in chinese)
    assert english.isascii() or "“" in english


def test_every_unexpected_arrival_has_its_sentences() -> None:
    expected = {Outcome.WELCOME, Outcome.AGAIN, Outcome.OTHER_EVENT, Outcome.UNKNOWN}
    assert {
        f"came_{outcome.value}" for outcome in Outcome if outcome not in expected
    } - fault_codes() == set()
