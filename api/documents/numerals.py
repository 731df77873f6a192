"""The numbers of headings: 一、 and （一） in Chinese, 1. and (1) in English (GB/T 9704-2012 §7.3.3)."""

from typing import Literal

from api.texts import Language, say

_DIGITS = "零一二三四五六七八九"


def chinese_numeral(number: int) -> str:
    """1 to 99 in Chinese characters: 一, 十, 十二, 二十, 九十九; raises ValueError beyond."""
    if not 1 <= number <= 99:
        raise ValueError(f"Expected number in 1..99, got {number}.")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def heading_number(number: int, level: Literal[1, 2], language: Language) -> str:
    """一、 or （一）: what stands before the heading's words."""
    word = chinese_numeral(number) if language == "zh" else str(number)
    return say(f"document.numeral.level_{level}", language, number=word)
