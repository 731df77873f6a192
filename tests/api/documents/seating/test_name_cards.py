import re
import subprocess

from api.documents.seating.name_cards import NameCard, name_cards, name_cards_pdf
from tests.api.documents.hostile import EVERYTHING
from tests.api.documents.reading import NEEDS_POPPLER, text_of_pdf, without_space
from tests.api.documents.seating.plans import MADE_AT, plans


def _pages(pdf: bytes) -> list[str]:
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return done.stdout.decode().split("\f")[:-1]


def _words(pdf: bytes) -> list[tuple[float, float, str]]:
    """Left and right edge of every word, in points, and the word."""
    arguments = ["pdftotext", "-bbox", "-enc", "UTF-8", "-", "-"]
    done = subprocess.run(arguments, input=pdf, capture_output=True, check=True)
    found = re.findall(r'<word xMin="([-\d.]+)" .*? xMax="([-\d.]+)" .*?>(.*?)</word>', done.stdout.decode())
    return [(float(left), float(right), word) for left, right, word in found]


def test_hosts_stand_by_name_alone_and_guests_with_their_organisation() -> None:
    cards = name_cards(plans()["meeting"])
    assert cards[0] == NameCard(
        name="沈　怡", organisation="示例·锐锋精机股份有限公司", seat="客方左起第1座（面向门内看）"
    )
    assert cards[-1] == NameCard(name="郭晓东", organisation="", seat="主方左起第7座（面向门内看）")


def test_cards_lie_in_seat_order() -> None:
    plan = plans()["banquet"]
    names = [card.name.replace("　", "") for card in name_cards(plan)]
    assert names == [person.name for person in plan.in_seat_order()]
    assert [card.seat for card in name_cards(plan)][:2] == [
        "主桌（1号桌 牡丹）1号座",
        "主桌（1号桌 牡丹）2号座",
    ]


def test_names_of_two_ideographs_alone_are_spaced() -> None:
    cards = [card.name for card in name_cards(plans()["meeting"])]
    assert [name for name in cards if "　" in name] == [
        "沈　怡",
        "叶　青",
        "丁　浩",
        "何　清",
        "方　宁",
        "陈　群",
    ]


@NEEDS_POPPLER
def test_every_card_is_a_page_that_is_read_from_both_sides() -> None:
    plan = plans()["meeting"]
    cards = name_cards(plan)
    pages = _pages(name_cards_pdf(plan.title, cards, MADE_AT))
    assert len(pages) == len(cards) == 12
    for page, card in zip(pages, cards, strict=True):
        # The far side is upside down: poppler reads its letters in whatever order, so they are counted.
        wanted = 2 * without_space(card.name + card.organisation) + without_space(card.seat + "·沿虚线折叠")
        assert sorted(without_space(page)) == sorted(wanted)


@NEEDS_POPPLER
def test_long_names_are_set_small_enough_for_the_card() -> None:
    long = NameCard(
        name="买买提·吾斯曼江·阿布都热合曼", organisation="示例·" + "非常" * 30 + "有限公司", seat="1"
    )
    words = _words(name_cards_pdf("会", [long], MADE_AT))
    assert words != []
    # 210 mm are 595.3 points; 12 mm on each side are left free.
    assert min(left for left, _, _ in words) >= 33
    assert max(right for _, right, _ in words) <= 562


@NEEDS_POPPLER
def test_hostile_text_stays_text() -> None:
    text = text_of_pdf(name_cards_pdf(EVERYTHING, [NameCard(name=EVERYTHING)], MADE_AT))
    assert "#panic" in text
