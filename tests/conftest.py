"""Fixtures for every test."""

from tests.api.databases import backend, database, database_url, databases, fresh_url

__all__ = ["backend", "database", "database_url", "databases", "fresh_url"]
