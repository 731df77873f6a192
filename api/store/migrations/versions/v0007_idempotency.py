"""Idempotency keys are kept as hashes, answers sealed: what stood there in plain goes.

Keys are hashed in place, so that none of the last day's requests is carried out a second time; without what
their answers and fingerprints were, such a request is refused, as one with another body is.
"""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_TABLE = sa.table(
    "idempotency_key",
    sa.column("account", sa.String),
    sa.column("key", sa.String),
    sa.column("fingerprint", sa.String),
    sa.column("headers", sa.JSON),
    sa.column("body", sa.LargeBinary),
)


def upgrade() -> None:
    """Hash the keys, empty the answers."""
    connection = op.get_bind()
    for account, key in connection.execute(sa.select(_TABLE.c.account, _TABLE.c.key)).all():
        hashed = hashlib.sha256(f"zhaoshang.idempotency\0{account}\0{key}".encode()).hexdigest()
        connection.execute(
            _TABLE.update()
            .where(_TABLE.c.account == account, _TABLE.c.key == key)
            .values(key=hashed, fingerprint="", headers={}, body=b"")
        )
