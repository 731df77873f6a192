"""Examples in the documents that a program would read are read by the program."""

import re

from planner.changes import CHANGES, Change
from tests.house.source import ROOT


def _example() -> tuple[Change, ...]:
    concepts = (ROOT / "docs" / "concepts.md").read_text(encoding="utf-8")
    [block] = re.findall(r"```json\n(.*?)```", concepts, re.DOTALL)
    return CHANGES.validate_json(block)


def test_the_changes_of_the_concepts_are_valid_and_show_every_kind() -> None:
    kinds = {"person_busy", "company_cancels", "company_opens", "train_gone", "event_moved"}
    assert {change.kind for change in _example()} == kinds
