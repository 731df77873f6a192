"""The service, listening, for tests of pages."""

from tests.api.routes.conftest import service

__all__ = ["service"]
