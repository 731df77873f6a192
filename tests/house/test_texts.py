"""Every sentence a user reads exists, in Chinese and in English, with the same words to fill in."""

import ast
import string
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from tests.house.source import PACKAGES, ROOT, name_of, python_files, tree

TOPICS = sorted((ROOT / "api" / "texts").glob("*.toml"))


@cache
def _topics() -> dict[str, Any]:
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in TOPICS}


def _entries(table: dict[str, Any], path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The innermost tables, those that hold wordings, with their keys."""
    if not any(isinstance(value, dict) for value in table.values()):
        yield path, table
        return
    for name, value in table.items():
        assert isinstance(value, dict), f"{path}.{name} stands beside tables"
        yield from _entries(value, f"{path}.{name}")


def _blanks(sentence: str) -> set[str]:
    """What is filled in; a month may stand as a number in one language and by its name in the other."""
    return {name.removesuffix("_name") for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("topic", TOPICS, ids=lambda path: path.stem)
def test_an_entry_speaks_chinese_and_english(topic: Any) -> None:
    for key, entry in _entries(_topics()[topic.stem], topic.stem):
        assert set(entry) == {"zh", "en"}, key
        assert all(entry.values()), key
        assert _blanks(entry["zh"]) == _blanks(entry["en"]), key


def _first_words(function: str) -> set[tuple[str, str]]:
    """Where ``function`` is called, with its first argument; a blank in an f-string reads as ``{``."""
    return {
        (name_of(path), "".join(str(part.value) if isinstance(part, ast.Constant) else "{" for part in parts))
        for path in python_files(*PACKAGES)
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call) and getattr(call.func, "id", getattr(call.func, "attr", "")) == function
        for parts in [_parts(call)]
        if parts
    }


def _parts(call: ast.Call) -> list[ast.expr]:
    words = [*call.args[:1], *(keyword.value for keyword in call.keywords if keyword.arg in {"code", "key"})]
    if not words:
        return []
    if isinstance(words[0], ast.JoinedStr):
        return words[0].values
    return [words[0]] if isinstance(words[0], ast.Constant) else []


def _is_written(key: str) -> bool:
    entry: Any = _topics()
    for part in key.split("."):
        if not isinstance(entry, dict) or part not in entry:
            return False
        entry = entry[part]
    return True


def test_every_sentence_said_in_the_source_is_written() -> None:
    # Of a key with a blank, topic.{name}.part, what stands whole before the blank must be a table.
    said = {
        (where, key.split("{")[0].rpartition(".")[0] if "{" in key else key)
        for where, key in _first_words("say")
    }
    assert {(where, key) for where, key in said if key and not _is_written(key)} == set()


def test_every_fault_raised_in_the_source_has_its_three_sentences() -> None:
    parts = {"message", "expected", "remedy"}
    written = {
        code
        for topic, entries in _topics().items()
        if topic.startswith("fault_")
        for code, entry in entries.items()
        if parts <= set(entry)
    }
    raised = {(where, code) for where, code in _first_words("Fault") if "{" not in code}
    assert {(where, code) for where, code in raised if code not in written} == set()


def test_no_two_topics_claim_the_same_fault() -> None:
    codes = [code for topic, entries in _topics().items() if topic.startswith("fault_") for code in entries]
    assert sorted(codes) == sorted(set(codes))
