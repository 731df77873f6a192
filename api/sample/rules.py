"""The sample's rules: its season, labels, budgets and who may not be away together."""

from datetime import date, datetime

from api.sample.district import District, Row

SEASON_ID = "chunji-2027"
TIMETABLE_FILE = "timetable.zip"
FIRST, LAST = date(2027, 3, 1), date(2027, 5, 31)


def rules(district: District) -> list[Row]:
    """The sheet 规则."""
    return [
        *_season(),
        *_labels(),
        *_budgets(),
        *_away(district),
    ]


def _season() -> list[Row]:
    return [
        _rule("id", SEASON_ID),
        _rule("title", "2027年春季招商季（示例）"),
        _rule("first", FIRST),
        _rule("last", LAST),
        _rule("as_of", datetime(2027, 2, 22, 9, 0)),  # noqa: DTZ001  (a cell of a workbook has no zone)
        _rule("timetable_file", TIMETABLE_FILE),
        _rule("most_trip_days", 4),
        _rule("most_visits_a_day", 4),
        _rule("rest_days_between_trips", 1),
    ]


def _labels() -> list[Row]:
    return [
        _rule("kind_points", 6_000, "500强"),
        _rule("kind_points", 4_000, "链主"),
        _rule("kind_points", 800, "专精特新"),
        _rule("most_of_kind", 12, "专精特新"),
    ]


def _budgets() -> list[Row]:
    limits = "示例标准，请换成本地现行差旅住宿限额标准"
    return [
        _rule("budget_cny", "60万"),
        _rule("region_budgets_cny", "25万", "长三角"),
        *(_rule("lodging", "700、700、500、450、450", city, limits) for city in ("北京", "上海", "深圳")),
        *(
            _rule("lodging", "600、600、450、400、400", city, limits)
            for city in ("广州", "南京", "杭州", "苏州", "厦门")
        ),
        _rule("lodging", "500、500、400、350、350", "其他", limits),
        _rule("source", "示例标准"),
        _rule("in_force_from", "2026-01-01"),
    ]


def _away(district: District) -> list[Row]:
    principals = f"{district.name('secretary')}、{district.name('mayor')}"
    return [
        _rule("away_limit", 1, principals, "党政正职不同时外出"),
        _rule("away_exception", "5月18日-5月21日", principals, "联合赴长三角拜访链主企业（示例）")
        | {"approved_by": "市委办公室（示例）"},
    ]


def _rule(key: str, value: object, subject: str = "", note: str = "") -> Row:
    return {"key": key, "subject": subject, "value": value, "note": note}
