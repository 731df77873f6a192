"""Boxes: a maildir, and a real IMAP server."""

import mailbox
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.mail.mailbox import ImapBox, MailBoxAway, Maildir, box_of
from tests.api.servers import wait_until

MAILS = [f"Subject: {number}\r\n\r\nbody".encode() for number in range(3)]


def test_a_maildir_gives_what_is_new_and_leaves_it_lying(tmp_path: Path) -> None:
    folder = mailbox.Maildir(str(tmp_path / "box"), create=True)
    for raw in MAILS:
        folder.add(raw)
    box = box_of(f"maildir://{tmp_path}/box")
    found = list(box.lying(frozenset()))
    assert sorted(item.raw.replace(b"\r\n", b"\n") for item in found) == [
        raw.replace(b"\r\n", b"\n") for raw in MAILS
    ]
    assert list(box.lying(frozenset(item.key for item in found[1:]))) == found[:1]
    assert len(folder) == 3


def test_a_maildir_that_is_not_there_is_away(tmp_path: Path) -> None:
    with pytest.raises(MailBoxAway) as away:
        list(Maildir(tmp_path / "none").lying(frozenset()))
    assert away.value.faults[0].code == "mail_box_away"


@pytest.fixture
def imap(tmp_path: Path) -> Iterator[str]:
    """A real server (pymap) with one user and three mails in the inbox."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (tmp_path / "passwd").write_text("")
    program = Path(sys.executable).with_name("pymap")
    command = [str(program), "--host", "127.0.0.1", "--port", str(port), "--no-tls", "--no-service", "admin"]
    command += ["dict", "--demo-data", "--demo-user", "zs", "--demo-password", "se cret"]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=tmp_path)
    try:
        wait_until(lambda: _listens(port), "the IMAP server", 30)
        yield f"imap://zs:se%20cret@127.0.0.1:{port}/INBOX"
    finally:
        process.kill()
        process.wait()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_an_imap_box_gives_what_is_new_and_leaves_it_unread(imap: str) -> None:
    box = box_of(imap)
    first = list(box.lying(frozenset()))
    assert first != []
    assert all(b"Subject:" in item.raw for item in first)
    assert list(box.lying(frozenset(item.key for item in first[:-1]))) == first[-1:]
    assert list(box_of(imap).lying(frozenset())) == first  # reading changed nothing


def test_a_wrong_password_is_told_without_the_password(imap: str) -> None:
    with pytest.raises(MailBoxAway) as away:
        list(ImapBox(imap.replace("se%20cret", "wrong")).lying(frozenset()))
    assert "wrong" not in str(away.value.faults[0])


def test_a_server_that_is_not_there_is_away() -> None:
    with pytest.raises(MailBoxAway):
        list(ImapBox("imap://zs:x@127.0.0.1:9/INBOX").lying(frozenset()))


@pytest.mark.parametrize("url", ["", "pop3://a@b/", "imaps:///INBOX", "maildir://", "/var/mail"])
def test_an_address_that_is_no_box_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="must read"):
        box_of(url)
