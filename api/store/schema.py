"""Every table, known by one import: what migrations, backups and tests walk."""

from sqlmodel import SQLModel

from api.store import (
    account_key,
    accounts,
    api_tokens,
    audit_log,
    documents,
    kinds,
    links,
    plans,
    publications,
)

METADATA = SQLModel.metadata
TABLE_MODULES = (account_key, accounts, api_tokens, audit_log, documents, kinds, links, plans, publications)
