"""Every kind keeps what its table says it keeps."""

from typing import Any

import pytest
from sqlalchemy import UniqueConstraint

from api.store.kind import Kind
from api.store.kinds import KINDS
from api.store.record import Record
from tests.api.routes.examples import RESOURCES

EXAMPLES = {resource.kind.name: resource.example for resource in RESOURCES}
EACH = pytest.mark.parametrize("kind", [KINDS[name] for name in EXAMPLES], ids=lambda kind: kind.name)


@EACH
def test_a_kind_copies_out_what_can_be_filtered_and_sorted_by(kind: Kind[Any]) -> None:
    copied = set(kind.columns(EXAMPLES[kind.name]))
    assert (kind.filters | kind.sorts) - copied == set()
    assert copied == set(kind.table.model_fields) - set(Record.model_fields)


@EACH
def test_what_must_be_unique_is_so_in_the_table(kind: Kind[Any]) -> None:
    table: Any = kind.table
    unique = {column.name for index in table.__table__.indexes if index.unique for column in index.columns}
    assert not [item for item in table.__table__.constraints if isinstance(item, UniqueConstraint)]
    assert unique == ({kind.unique} if kind.unique else set())
