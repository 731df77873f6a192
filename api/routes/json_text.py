"""What a body may hold, before anything makes values of it: depth, encoding, numbers, texts."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

from api.imports.parse.bounds import MOST_CHARACTERS, cleaned, most_characters, unwanted_character
from planner.errors import Fault
from planner.refusal import path_of

MOST_DEPTH = 64
MOST_NUMBER = 2**53 - 1  # beyond it JSON's numbers are no longer exact everywhere (RFC 8259 §6)
MOST_FAULTS = 20
MOST_FIELDS = 100
_BRACKETS = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]', re.DOTALL)


def faults_in(body: bytes) -> list[Fault]:
    """What is wrong with a JSON body; nothing also for what is no JSON at all: its parser says that best."""
    try:
        body.decode()
    except UnicodeDecodeError as error:
        return [Fault(code="body_not_utf8", place="body", detail={"at": str(error.start)})]
    if _is_too_deep(body):
        return [Fault(code="json_too_deep", place="body", detail={"most": str(MOST_DEPTH)})]
    try:
        value = json.loads(body, parse_constant=_refuse_constant)
    except json.JSONDecodeError:
        return []
    except ValueError:  # thousands of digits, NaN or Infinity
        return [_too_large("body")]
    found = _faults(value, ("body",), MOST_CHARACTERS)
    return [fault for fault, _ in zip(found, range(MOST_FAULTS), strict=False)]


def faults_in_form(body: bytes) -> list[Fault]:
    """What is wrong with a form sent as ``application/x-www-form-urlencoded``: encoding and texts."""
    try:
        fields = parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except UnicodeDecodeError as error:
        return [Fault(code="body_not_utf8", place="body", detail={"at": str(error.start)})]
    except ValueError:
        return [Fault(code="form_too_long", place="body", detail={"most": str(MOST_FIELDS)})]
    found = [fault for name, value in fields for fault in _faults({name: value}, ("body",), MOST_CHARACTERS)]
    return found[:MOST_FAULTS]


def _is_too_deep(body: bytes) -> bool:
    depth = 0
    for found in _BRACKETS.finditer(body):
        sign = body[found.start()]
        if sign in b"[{":
            depth += 1
            if depth > MOST_DEPTH:
                return True
        elif sign in b"]}":
            depth -= 1
    return False


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _faults(value: Any, path: tuple[int | str, ...], most: int) -> Iterator[Fault]:
    if isinstance(value, str):
        yield from _text_faults(value, path, most)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _text_faults(name, path, MOST_CHARACTERS)
            inside = most_characters(name)
            yield from _faults(item, (*path, name), inside)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _faults(item, (*path, index), most)
    elif isinstance(value, int | float) and not -MOST_NUMBER <= value <= MOST_NUMBER:
        yield _too_large(_shown(path))


def _text_faults(text: str, path: tuple[int | str, ...], most: int) -> Iterator[Fault]:
    if len(text) > most:
        detail = {"length": str(len(text)), "most": str(most)}
        yield Fault(code="text_too_long", place=_shown(path), detail=detail)
    character = unwanted_character(text)
    if character is not None:
        yield Fault(code="text_with_control_character", place=_shown(path), detail={"character": character})


def _shown(path: tuple[int | str, ...]) -> str:
    """The path as people read it; names that a sender made up are cut and cleaned."""
    return cleaned(path_of(tuple(step if isinstance(step, int) else step[:40] for step in path)))


def _too_large(place: str) -> Fault:
    return Fault(code="number_too_large", place=place, detail={"most": str(MOST_NUMBER)})
