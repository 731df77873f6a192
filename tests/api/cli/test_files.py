from pathlib import Path

import pytest
from pydantic import TypeAdapter

from api.cli.files import claim, read_list, read_plan, read_season, replacing, write_value
from api.cli.refusal import Refused
from planner.errors import Fault
from planner.event import Event
from tests.builders import season


def _faults(error: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(fault.code, fault.place) for fault in error.value.faults]


def test_a_season_comes_back_as_it_was_written(tmp_path: Path) -> None:
    written = season()
    write_value(tmp_path / "season.json", written)
    assert read_season(tmp_path / "season.json") == written


def test_equal_values_make_equal_bytes(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        write_value(tmp_path / name, season())
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused) as error:
        read_plan(tmp_path / "none.json")
    assert _faults(error) == [("file_missing", str(tmp_path / "none.json"))]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe\x00", "not_utf8"),
        (b"{", "json_invalid"),
        (b"[" * 100_000, "json_invalid"),
        (b"{}", "missing"),
    ],
)
def test_a_damaged_file_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "season.json").write_bytes(content)
    with pytest.raises(Refused) as error:
        read_season(tmp_path / "season.json")
    assert error.value.faults[0].code == code
    assert "season.json" in error.value.faults[0].place


def test_of_a_file_of_another_kind_only_that_is_said(tmp_path: Path) -> None:
    write_value(tmp_path / "season.json", season())
    with pytest.raises(Refused) as error:
        read_plan(tmp_path / "season.json")
    assert _faults(error) == [("other_kind_of_file", "season.json")]


def test_every_fault_of_a_list_is_placed_in_its_file(tmp_path: Path) -> None:
    (tmp_path / "events.json").write_text('[{"id": "a"}]', encoding="utf-8")
    with pytest.raises(Refused) as error:
        read_list(tmp_path / "events.json", TypeAdapter(tuple[Event, ...]))
    assert _faults(error) == [
        ("missing", "events.json: [0].kind"),
        ("missing", "events.json: [0].title"),
        ("missing", "events.json: [0].candidate_days"),
    ]


def test_an_existing_file_is_not_claimed_without_force(tmp_path: Path) -> None:
    taken = tmp_path / "plan.json"
    taken.write_text("mine", encoding="utf-8")
    with pytest.raises(Refused) as error:
        claim(taken, force=False)
    assert error.value.faults == (Fault(code="file_exists", place=str(taken)),)
    claim(taken, force=True)


def _write_half(target: Path) -> None:
    with replacing(target) as draft:
        draft.write_text("half", encoding="utf-8")
        raise RuntimeError("half way")


def test_a_write_that_fails_leaves_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "plan.json"
    target.write_text("before", encoding="utf-8")
    with pytest.raises(RuntimeError, match="half way"):
        _write_half(target)
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]
    assert target.read_text(encoding="utf-8") == "before"
