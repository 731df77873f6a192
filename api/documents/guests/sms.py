"""How many messages a text is on the telephone network (3GPP TS 23.038 §6.2, TS 23.040 §9.2.3.24.1)."""

# 140 octets: 160 characters of the basic alphabet of seven bits, or 70 of UCS-2; of a message in several
# parts a header takes six octets of each.
_SEPTETS, _SEPTETS_A_PART = 160, 153
_UNITS, _UNITS_A_PART = 70, 67
_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")  # an escape and the character


def message_length(text: str) -> int:
    """Characters as the network counts them: septets, or UTF-16 units as soon as one letter needs them."""
    return sum(_costs(text))


def message_parts(text: str) -> int:
    """How many messages ``text`` is sent and paid as; a character is never cut in two."""
    costs = _costs(text)
    whole, part = (_SEPTETS, _SEPTETS_A_PART) if _is_basic(text) else (_UNITS, _UNITS_A_PART)
    if sum(costs) <= whole:
        return 1
    parts, used = 1, 0
    for cost in costs:
        if used + cost > part:
            parts, used = parts + 1, 0
        used += cost
    return parts


def _is_basic(text: str) -> bool:
    return all(letter in _BASIC or letter in _EXTENDED for letter in text)


def _costs(text: str) -> list[int]:
    if _is_basic(text):
        return [2 if letter in _EXTENDED else 1 for letter in text]
    return [len(letter.encode("utf-16-le")) // 2 for letter in text]
