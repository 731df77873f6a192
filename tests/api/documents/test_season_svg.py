from lxml import etree

from api.documents.season_svg import season_svg
from api.documents.svg import number, text_width
from planner.plan import Plan, Status
from tests.api.documents.hostile import EVERYTHING, hostile_season
from tests.api.documents.sample import PLAN, SEASON

SVG = "{http://www.w3.org/2000/svg}"


def _drawn() -> etree._Element:
    return etree.fromstring(season_svg(SEASON, PLAN))


def _texts(root: etree._Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{SVG}text")]


def test_everybody_who_travels_or_attends_has_a_row_and_an_outpost_its_name() -> None:
    texts = _texts(_drawn())
    names = [person.name for person in SEASON.people] + ["驻长三角招商组"]
    assert [text for text in texts if text in names] == [
        "周明远", "林致和", "陈立群", "何清", "郭晓东", "邓一凡", "吴敏", "秦川", "苏婉", "罗小北", "叶舟",
        "驻长三角招商组", "唐可", "方宁", "梅雨桐",
    ]  # fmt: skip


def test_a_trip_is_a_bar_for_each_of_its_people_over_its_days() -> None:
    bars = [
        box for box in _drawn().iter(f"{SVG}rect") if box.get("fill") == "#2B6CA3" and box.get("rx") == "4"
    ]
    # t01: 5 people for 3 days of 15 less 2 = 43; t03: 3 people for 1 day of 15 less 2 = 13
    assert [box.get("width") for box in bars] == ["43"] * 5 + ["13"] * 3
    # 9 March is the ninth day: 20 + 190 + 8 × 15 + 1 = 331
    assert {box.get("x") for box in bars[:5]} == {"331"}


def test_the_leaders_bar_is_named_and_pinned_trips_are_outlined() -> None:
    root = _drawn()
    assert [text for text in _texts(root) if text.endswith("家")] == [
        "苏州、无锡 4家", "北京、天津 2家", "厦门 1家", "广州、深圳 2家", "上海 1家",
    ]  # fmt: skip
    outlined = [box.get("fill") for box in root.iter(f"{SVG}rect") if box.get("stroke-width")]
    assert outlined == ["#B9802B"] * 4


def test_holidays_and_days_of_rest_are_shaded_apart() -> None:
    root = _drawn()
    fills = [box.get("fill") for box in root.iter(f"{SVG}rect") if box.get("width") == "15"]
    rest = [day for day in SEASON.days if not SEASON.workdays().is_workday(day)]
    named = [day for day in rest if SEASON.workdays().name_of(day)]
    assert fills.count("#FBF3E4") == len(named)
    assert fills.count("#F1F3F5") == len(rest) - len(named)
    assert len(named) > 0


def test_hostile_text_is_escaped() -> None:
    root = etree.fromstring(season_svg(hostile_season(EVERYTHING), PLAN))
    assert list(root.iter(f"{SVG}script")) == []


def test_an_impossible_season_is_an_empty_calendar() -> None:
    plan = Plan(season=SEASON.id, made_at=SEASON.as_of, status=Status.INFEASIBLE)
    assert "另有14人本季不外出、不参会" in _texts(etree.fromstring(season_svg(SEASON, plan)))


def test_numbers_are_short_and_text_is_measured_by_its_letters() -> None:
    assert [number(value) for value in (1, 1.0, 1.25, 0.04)] == ["1", "1", "1.2", "0.0".removesuffix(".0")]
    # two ideographs and two digits: 2 × 10 + 2 × 5.8
    assert text_width("苏州12", 10) == 31.6
