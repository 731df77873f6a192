"""The store: everything that lasts, in SQLite or PostgreSQL. The only folder that speaks SQL.

Values go in and come out; rows stay inside. A write happens in a :class:`~api.store.work.Work`: one
transaction, one commit, every change in the audit log.
"""
