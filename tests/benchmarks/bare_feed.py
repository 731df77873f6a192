"""What the feeds are measured against: a Starlette route that serves bytes from memory and looks at nothing.

``python -m tests.benchmarks.bare_feed FILE TAG`` serves FILE at any ``/cal/<token>.ics``, gzipped
to who takes that, and 304 to who sends TAG; it prints the address it listens at.
"""

import gzip
import socket
import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def application(body: bytes, tag: str) -> Starlette:
    """The application; its three answers differ by one look at the headers."""
    packed = gzip.compress(body)

    async def feed(request: Request) -> Response:
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={"etag": tag})
        if request.headers.get("accept-encoding") == "gzip":
            headers = {"etag": tag, "content-encoding": "gzip"}
            return Response(packed, media_type="text/calendar", headers=headers)
        return Response(body, media_type="text/calendar", headers={"etag": tag})

    return Starlette(routes=[Route("/cal/{token}.ics", feed)])


def main() -> None:
    """Serve until killed, by uvicorn as the service runs it."""
    app = application(Path(sys.argv[1]).read_bytes(), sys.argv[2])
    config = uvicorn.Config(app, access_log=False, log_config=None, server_header=False)
    with socket.create_server(("127.0.0.1", 0), backlog=2048) as listener:
        print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)  # noqa: T201  (for who started it)
        uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
