from api.imports.gathering import MOST_ALIKE, gathered, in_reading_order
from planner.errors import Fault


def faults(count: int, column: str = "C", code: str = "unknown_city") -> list[Fault]:
    return [Fault(code=code, place=f"企业!{column}{row}") for row in range(3, 3 + count)]


def test_few_faults_are_left_as_they_are() -> None:
    assert gathered(faults(MOST_ALIKE)) == tuple(faults(MOST_ALIKE))


def test_of_many_in_one_column_the_rest_is_counted() -> None:
    shown = gathered(faults(MOST_ALIKE + 5))
    assert (len(shown), shown[-1].code, shown[-1].detail["count"]) == (MOST_ALIKE + 1, "more_alike", "5")


def test_columns_and_codes_are_counted_apart() -> None:
    mixed = [*faults(15), *faults(15, "D"), *faults(15, code="empty_cell")]
    assert gathered(mixed) == tuple(mixed)


def test_faults_are_read_sheet_by_sheet_row_by_row() -> None:
    places = ["人员!A3", "企业!AA10", "企业!B10", "企业!C9", "人员", "season.xlsx", "企业!C9:trains.zip"]
    ordered = in_reading_order([Fault(code="x", place=place) for place in places], ["企业", "人员"])
    assert [fault.place for fault in ordered] == [
        "season.xlsx", "企业!C9", "企业!C9:trains.zip", "企业!B10", "企业!AA10", "人员", "人员!A3",
    ]  # fmt: skip
