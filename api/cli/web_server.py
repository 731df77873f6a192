"""uvicorn, set up for this service."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import uvicorn

from api.settings import Settings


class WebServer(uvicorn.Server):
    """One process of uvicorn. It ends by itself when asked to (SIGTERM, Ctrl-C); asked twice, at once."""

    def __init__(self, app: Any, settings: Settings, grace_seconds: int) -> None:
        config = uvicorn.Config(
            app,
            proxy_headers=True,
            forwarded_allow_ips=settings.trusted_proxies,
            server_header=False,
            access_log=False,  # api.observe.requests writes it, without feed addresses
            log_config=None,
            timeout_graceful_shutdown=grace_seconds,
        )
        super().__init__(config)

    def heed_signals(self) -> None:
        """From now until the process ends, a wish to end is noted and nothing else.

        uvicorn heeds them only while it runs, and then raises them again: what comes before or after would be
        cut off.
        """
        for wish in (signal.SIGINT, signal.SIGTERM):
            signal.signal(wish, self.handle_exit)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to :meth:`heed_signals`."""
        yield

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002  (uvicorn's signature)
        """Note the wish."""
        self.force_exit = self.should_exit
        self.should_exit = True
