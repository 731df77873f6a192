"""``python -m api.cli.child COMMAND``: a command that ends when the process that started it is gone.

``zhaoshang serve`` holds the other end of our standard input and never writes: its end is the end of the
file, whatever it died of.
"""

import os
import signal
import sys
from threading import Thread

from api.cli import main


def _end_with_parent() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    Thread(target=_end_with_parent, name="end with parent", daemon=True).start()
    sys.exit(main())
