"""Amounts of money as they are spoken of: 12.5亿元, 3,500万元, 480元."""

from api.texts import Language, say

_STEPS: dict[Language, tuple[tuple[str, int], ...]] = {
    "zh": (("document.amount.large", 10**8), ("document.amount.medium", 10**4)),
    "en": (("document.amount.large", 10**9), ("document.amount.medium", 10**6)),
}


def _decimal(amount_cny: int, unit_cny: int) -> str:
    """At most two decimals, rounded half up, without trailing zeros."""
    hundredths = (amount_cny * 100 + unit_cny // 2) // unit_cny
    text = f"{hundredths // 100:,}.{hundredths % 100:02d}"
    return text.rstrip("0").rstrip(".")


def investment(amount_cny: int, language: Language) -> str:
    """An investment in the largest unit it reaches; empty for nought, which means nobody filled it in."""
    if amount_cny == 0:
        return ""
    for key, unit_cny in _STEPS[language]:
        if amount_cny >= unit_cny:
            return say(key, language, amount=_decimal(amount_cny, unit_cny))
    return yuan(amount_cny, language)


def yuan(amount_cny: int, language: Language) -> str:
    """12,340元."""
    return say("document.amount.yuan", language, amount=f"{amount_cny:,}")
