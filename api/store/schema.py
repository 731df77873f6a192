"""Every table, known by one import: what migrations, backups and tests walk."""

from sqlmodel import SQLModel

from api.store import (
    account_key,
    accounts,
    api_tokens,
    audit_log,
    documents,
    feed_changes,
    feed_revision,
    kinds,
    links,
    plans,
    publications,
    subscriptions,
)

METADATA = SQLModel.metadata
TABLE_MODULES = (
    account_key,
    accounts,
    api_tokens,
    audit_log,
    documents,
    feed_changes,
    feed_revision,
    kinds,
    links,
    plans,
    publications,
    subscriptions,
)
