"""A person's name and post (职务) put together: a post that the name says already is not said twice.

Units write who has no other name on file as 钱教授 or 李区长, with 教授 and 区长 in the next column. Whatever
puts the two together asks here.
"""

import re
import unicodedata

from api.texts import Language, say

_REMARK = re.compile(r"(?<=.)\([^()]*\)$")  # 钱教授（示例）
_SEVERAL = re.compile(r"[、,/;]+")
_DEPUTY = "副"


def post_beside(name: str, post: str) -> str:
    """``post`` as it stands beside ``name``, on a badge, say: empty if the name begins or ends with it."""
    return "" if _says(name, _plain(post)) else post


def addressed(name: str, post: str, language: Language) -> str:
    """How somebody is called to his face: 李明区长, 钱教授, 王部长 also for a 副部长.

    A name that says one of several posts is left alone, and so is one that says the post without its 副: by
    courtesy nobody is addressed as a deputy.
    """
    posts = [part.removeprefix(_DEPUTY) for part in _SEVERAL.split(_plain(post))]
    if not post or any(_says(name, part) for part in (_plain(post), *posts)):
        return name
    return say("mail.wording.guest", language, name=name, post=post)


def introduced(post: str, name: str) -> str:
    """How somebody is announced: 区长李明, the post first."""
    beside = post_beside(name, post)
    return f"{beside} {name}" if beside and beside.isascii() else f"{beside}{name}"


def bracketed(name: str, post: str, language: Language) -> str:
    """How somebody stands in running text: 李明（区长）."""
    beside = post_beside(name, post)
    return say("document.person.full", language, name=name, title=beside) if beside else name


def _says(name: str, post: str) -> bool:
    plain = _REMARK.sub("", _plain(name))
    return bool(post) and (plain.endswith(post) or plain.startswith(post))


def _plain(text: str) -> str:
    """``text`` so that the same words compare equal: width, case and spaces do not count."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
