"""Fixtures for every test."""

from tests.api.databases import database

__all__ = ["database"]
