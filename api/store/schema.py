"""Every table, known by one import: what migrations, backups and tests walk."""

from sqlmodel import SQLModel

from api.store import (  # noqa: F401  (a table is known once its module is imported)
    account_key,
    accounts,
    api_tokens,
    audit_log,
    check_ins,
    deadlines,
    documents,
    event_sheets,
    feed_changes,
    feed_revision,
    idempotency,
    invitation_rows,
    jobs,
    kinds,
    letters,
    links,
    login_attempts,
    outbox,
    plans,
    publications,
    published_items,
    subscriptions,
    uploads,
    worker_beats,
    worker_turn,
)

METADATA = SQLModel.metadata
