"""Every table, known by one import: what migrations, backups and tests walk."""

from sqlmodel import SQLModel

from api.store import audit_log, kinds, links

METADATA = SQLModel.metadata
TABLE_MODULES = (audit_log, kinds, links)
