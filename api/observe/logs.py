"""Logs: one JSON object a line on standard error (or plain text for a person), whoever of us wrote it."""

import logging
import sys
from typing import Any, Literal, TextIO

import structlog

from api.observe.redact import redact_event

_LOUD = ("dbos", "sqlalchemy", "alembic", "httpx", "httpcore")  # only their warnings are of use to a bureau


def configure(form: Literal["json", "text"], level: str, stream: TextIO | None = None) -> None:
    """Have every logger of this process write to ``stream`` (standard error), without secrets."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _without_colours,
                structlog.processors.format_exc_info,
                redact_event,
                last,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    # A line of uvicorn's own for each request would hold its address, and with it a feed's key.
    logging.getLogger("uvicorn.access").disabled = True


def _without_colours(_logger: Any, _method: str, event: Any) -> Any:
    event.pop("color_message", None)  # uvicorn's second wording of a line, for terminals
    return event
