"""Alternatives in words: what differs, and what the plan comes to."""

from api.documents.alternative_words import (
    difference_lines,
    points_words,
    remark,
    trip_words,
    visit_lines,
)
from api.documents.register import Register
from planner.alternatives import Alternative, Alternatives, Other
from tests.api.spring import FIRST, SEASON, SECOND, TUESDAY, plan_of_visits
from tests.builders import MONDAY, SUZHOU

REGISTER = Register(SEASON)
OTHER = plan_of_visits(
    (MONDAY, ("b",), SUZHOU.adcode), (TUESDAY, ("c",), None), crew=("deputy", "ann", "cat")
).trips[0]


def _alternative(lost: int = 0) -> Alternative:
    return Alternative(
        trip=OTHER, total=1_000 - lost, lost=lost, unlike_permille=666, adds=("c",), drops=("a",),
        other=(Other.DAYS, Other.LEADER, Other.COMPANIES, Other.ORDER),
    )  # fmt: skip


def test_every_way_to_differ_is_told() -> None:
    lines = [*difference_lines(_alternative(), FIRST.trips[0], REGISTER, "zh")]
    assert lines[0].startswith("日期：")
    assert lines[1:] == [
        "带队：江书记改为陆副区长",
        "增加：苏州灯塔材料",
        "减少：苏州云杉装备",
        "各天走访的企业调换",
        "66%的会面不同",
    ]
    plain = Alternative(
        trip=SECOND.trips[0], total=1, lost=0, unlike_permille=1_000, other=(), adds=(), drops=()
    )
    assert [*difference_lines(plain, FIRST.trips[0], REGISTER, "en")] == ["100% of the meetings differ"]


def test_points_say_whether_the_plan_loses() -> None:
    assert points_words(_alternative(), "zh") == "1,000（不变）"
    assert points_words(_alternative(15), "zh") == "985（减少15）"
    assert points_words(_alternative(-15), "en") == "1,015 (15 more)"


def test_days_name_their_companies_and_the_trip_what_it_brings() -> None:
    assert [*visit_lines(OTHER, REGISTER, "zh")] == [
        "3月1日（星期一）：无锡远帆农机",
        "3月2日（星期二）：苏州灯塔材料",
    ]
    found = Alternatives(trip="T01", total=10, worth=1_234, finished=True, alternatives=())
    words = trip_words(found, FIRST, REGISTER, "zh")
    assert words.startswith("行程T01（")
    assert words.endswith("为方案带来1,234分")


def test_an_empty_list_says_whether_time_was_up() -> None:
    def said(*found: Alternative, finished: bool) -> str | None:
        return remark(
            Alternatives(trip="T01", total=10, worth=1, finished=finished, alternatives=found), "en"
        )

    assert said(finished=True) == "There is no clearly different trip within 2% of it."
    assert said(_alternative(), finished=True) is None
    assert (said(finished=False) or "").startswith("Time was up before the search was finished: none")
    assert (said(_alternative(), finished=False) or "").endswith("there may be others, or better ones.")


def test_of_very_many_companies_it_is_said_that_not_all_were_looked_at() -> None:
    found = Alternatives(trip="T01", total=10, worth=1, finished=True, narrowed=True, alternatives=())
    one = found.model_copy(update={"alternatives": (_alternative(),)})
    late = found.model_copy(update={"finished": False})
    looked = "The region has very many companies, of which only the most promising were looked at: "
    assert remark(found, "en") == (
        f"{looked}none was found among them, which does not mean that there is none."
    )
    assert remark(one, "en") == f"{looked}there may be others, or better ones."
    assert (remark(late, "en") or "").startswith("Time was up")
