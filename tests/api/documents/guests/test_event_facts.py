from datetime import timedelta

from api.documents.guests.event_facts import moment
from tests.api.documents.guests.sample import ENGLISH, FACTS, START


def test_a_day_is_named_once_unless_there_are_two() -> None:
    assert FACTS.time == "2026年5月18日（星期一）9:30—12:30"
    assert ENGLISH.time == "Monday, 18 May 2026, 9:30—12:30"
    overnight = FACTS.model_copy(update={"end": START + timedelta(hours=16)})
    assert overnight.time == "2026年5月18日（星期一）9:30—2026年5月19日（星期二）1:30"


def test_a_moment_is_told_in_chinas_time() -> None:
    assert moment(START, "zh") == "2026年5月18日（星期一）9:30"


def test_the_background_leads_in_unless_it_is_several_paragraphs() -> None:
    def led_in(background: str) -> tuple[str, ...]:
        return FACTS.model_copy(update={"background": background}).led_in("邀请。")

    assert [led_in(""), led_in(" "), led_in("为此，"), led_in("一。\n二。")] == [
        ("邀请。",), ("邀请。",), ("为此，邀请。",), ("一。\n二。", "邀请。"),
    ]  # fmt: skip
    assert ENGLISH.model_copy(update={"background": "So"}).led_in("come.") == ("So come.",)
