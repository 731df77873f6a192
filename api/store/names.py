"""Names compared as people compare them: width, case and blanks do not tell two companies apart."""

import unicodedata


def name_key(name: str) -> str:
    """``name`` in NFKC, folded, without blanks: ``"ＡＢＣ 重工"`` and ``"abc重工"`` are one."""
    key = "".join(unicodedata.normalize("NFKC", name).casefold().split())
    # Folding and taking blanks out can bring signs together that NFKC then joins: until nothing moves.
    return key if key == name else name_key(key)


def labels(words: tuple[str, ...]) -> str:
    """``("500强", "链主")`` as ``|500强|链主|``: one column that LIKE finds a whole label in."""
    return "".join(f"|{word}" for word in words) + "|" if words else ""
