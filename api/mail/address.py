"""Mail addresses: whether one can be written to, and the tag by which a guest's answers find their way."""

import re
from email.headerregistry import Address as HeaderAddress
from email.utils import parseaddr

from api.calendars.plain import line
from api.errors import InvalidInput
from planner.errors import Fault
from planner.value import Value

_MOST_LOCAL, _MOST = 64, 254  # octets, RFC 5321 §4.5.3.1.1 and §4.5.3.1.3
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(\.{_LABEL})+|localhost|\[[0-9A-Fa-f.:]+\]")


class Mailbox(Value):
    """A name and an address, as RFC 5322 §3.4 writes them: ``江津区招商投资局 <zs@example.gov.cn>``."""

    name: str = ""
    address: str

    def header(self) -> HeaderAddress:
        """As the mail library takes it; a Chinese name is encoded there (RFC 2047)."""
        local, _, domain = self.address.rpartition("@")
        return HeaderAddress(display_name=line(self.name), username=local, domain=domain)


def is_address(text: str) -> bool:
    """Whether mail can be sent there: ASCII alone (few servers speak RFC 6531), no comment, no quoting."""
    local, _, domain = text.rpartition("@")
    fits = 0 < len(local) <= _MOST_LOCAL and len(text) <= _MOST
    return fits and bool(_LOCAL.fullmatch(local)) and bool(_DOMAIN.fullmatch(domain))


def mailbox(text: str, place: str) -> Mailbox:
    """``text`` taken apart.

    Raises :class:`InvalidInput` (``unfit_mail_address``) if nothing can be sent there.
    """
    name, address = parseaddr(text)
    if not is_address(address):
        raise InvalidInput(Fault(code="unfit_mail_address", place=place, value=text[:80]))
    return Mailbox(name=name, address=address)


def tagged(address: str, tag: str) -> str:
    """``zs@example.cn`` with a tag: ``zs+tag@example.cn``, delivered to the same box (RFC 5233)."""
    local, _, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}+{tag}@{domain}"


def tag_of(address: str) -> str | None:
    """The tag of an address, in lower case, since servers on the way may change its letters; None without."""
    local, _, _ = address.rpartition("@")
    _, plus, tag = local.partition("+")
    return tag.lower() if plus and tag else None
