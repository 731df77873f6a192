"""Letters: who is addressed how, what is left out, one page each, and the code that is the guest's own."""

import re
from io import BytesIO

import pytest
from docx import Document

from api.documents.guests.code_picture import code_png
from api.documents.guests.letter import Letters, invitation_letters
from api.documents.guests.letter_docx import letters_docx
from api.documents.guests.letter_pdf import letters_pdf
from api.documents.guests.letter_size import LARGE, SMALL, lines_of
from api.documents.legible import legible
from api.texts import Language
from tests.api.documents.guests.made import letters_in
from tests.api.documents.guests.sample import ENGLISH, FACTS, GUESTS, MADE_AT, RECIPIENTS
from tests.api.documents.hostile import BRACES, CONTROL, EVERYTHING, LONG, MARKUP, TYPST
from tests.api.documents.reading import (
    NEEDS_POPPLER,
    missing_in_order,
    text_of_docx,
    text_of_pdf,
    without_space,
)

PAGE = re.compile(rb"/Type ?/Page\b(?!s)")


def _letters(**fields: object) -> Letters:
    return invitation_letters(FACTS.model_copy(update=fields), RECIPIENTS, MADE_AT)


def _strings(letters: Letters) -> list[str]:
    texts = []
    for letter in letters.letters:
        texts += [letter.title, *letter.paragraphs, letter.host, letter.dated, letter.code_note, letter.link]
    return [tight for text in texts if (tight := without_space(text))]


def test_who_is_called_by_his_post_is_not_called_so_twice() -> None:
    greetings = [letter.greeting for letter in _letters().letters]
    assert greetings == ["尊敬的钱教授：", "尊敬的李四副总经理：", "尊敬的郑重记者："]


def test_what_is_not_known_is_left_out_and_the_rest_numbered_on() -> None:
    [first, *_] = _letters(venue="", agenda="", costs="").letters
    assert [part.label for part in first.parts] == ["一、时间：", "二、回执：", "三、联系人："]


def test_without_a_deadline_none_is_named() -> None:
    recipient = RECIPIENTS[0]._replace(answer_by=None)
    [letter] = invitation_letters(FACTS, [recipient], MADE_AT).letters
    assert "4月8日" not in "".join(letter.paragraphs)


def test_a_host_without_a_name_signs_with_the_day_alone() -> None:
    [letter, *_] = _letters(host="").letters
    [opening] = letter.opening
    assert opening.partition("，")[2] == (
        "推动智能农机产业链上下游协作，智能农机企业家联谊会将于2026年5月18日举办，"
        "诚邀您拨冗出席。现将有关事项函告如下："
    )
    assert text_of_docx(letters_docx(_letters(host=""))).count("江津区招商投资局") == 0


def test_a_background_of_several_paragraphs_stands_by_itself() -> None:
    [letter, *_] = _letters(background="第一段。\n第二段。").letters
    assert letter.opening[0] == "第一段。\n第二段。"
    assert len(letter.opening) == 2


@NEEDS_POPPLER
@pytest.mark.parametrize("language", ["zh", "en"])
def test_word_and_pdf_say_the_same(language: Language) -> None:
    letters = letters_in(language)
    wanted = [text for letter in letters.letters for text in letter.paragraphs]
    word = without_space(text_of_docx(letters_docx(letters)))
    assert missing_in_order([without_space(text) for text in wanted], word) == []
    # Typst breaks English words at hyphens.
    pdf = text_of_pdf(letters_pdf(letters)).replace("-", "").replace("\u00ad", "")
    assert missing_in_order([without_space(text).replace("-", "") for text in wanted], pdf) == []


def test_a_letter_keeps_to_one_page() -> None:
    assert len(PAGE.findall(letters_pdf(_letters()))) == len(RECIPIENTS)
    assert len(PAGE.findall(letters_pdf(letters_in("zh")))) == 2 * len(RECIPIENTS)  # with a page of slip


def test_a_short_letter_is_set_large_and_a_long_one_small_and_all_of_a_file_alike() -> None:
    assert _letters(agenda="").size == LARGE
    assert _letters().size == SMALL
    agenda = "\n".join(f"{hour}:00　议程" for hour in range(9, 13))
    assert len(PAGE.findall(letters_pdf(_letters(agenda=agenda)))) == len(RECIPIENTS)


@pytest.mark.parametrize("rows", [1, 4, 5, 8, 9, 12])
def test_the_lines_of_a_size_are_what_fits_a_page(rows: int) -> None:
    facts = FACTS.model_copy(update={"agenda": "\n".join(["议程"] * rows), "costs": ""})
    letters = invitation_letters(facts, RECIPIENTS[:1], MADE_AT)
    fits = lines_of(letters.letters[0].paragraphs, letters.size) <= letters.size.lines
    assert len(PAGE.findall(letters_pdf(letters))) == (1 if fits else 2)
    assert fits == (rows <= 8)


def test_each_guest_has_his_own_code_in_word() -> None:
    recipients = [who._replace(link=f"https://zs.example/r/{n}") for n, who in enumerate(RECIPIENTS)]
    document = Document(BytesIO(letters_docx(invitation_letters(FACTS, recipients, MADE_AT))))
    parts = document.part.package.iter_parts()
    images = [part.blob for part in parts if "image" in part.content_type]
    assert sorted(images) == sorted(code_png(who.link) for who in recipients)
    shown = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert shown == [who.link for who in recipients]


def test_pages_of_a_file_of_letters_are_not_counted_from_guest_to_guest() -> None:
    section = Document(BytesIO(letters_docx(_letters()))).sections[0]
    for footer in (section.footer, section.even_page_footer):
        assert "PAGE" not in footer._element.xml


def test_another_link_is_another_code_in_print() -> None:
    made = [
        letters_pdf(invitation_letters(FACTS, [RECIPIENTS[0]._replace(link=link)], MADE_AT))
        for link in ("https://zs.example/r/1", "https://zs.example/r/2", "https://zs.example/r/1")
    ]
    assert made[0] != made[1]
    assert made[0] == made[2]


@pytest.mark.parametrize("text", [TYPST, MARKUP, BRACES, CONTROL, LONG, EVERYTHING])
def test_hostile_words_stay_words(text: str) -> None:
    fields = ("title", "host", "background", "venue", "agenda", "costs", "contact")
    hostile = FACTS.model_copy(update=dict.fromkeys(fields, legible(text)))
    guest = GUESTS[0].model_copy(update={"name": text, "post": text, "organisation": text, "phone": text})
    letters = invitation_letters(hostile, [RECIPIENTS[0]._replace(guest=guest)], MADE_AT, with_slip=True)
    word = without_space(text_of_docx(letters_docx(letters)))
    assert missing_in_order([without_space(t) for t in letters.letters[0].paragraphs], word) == []
    assert letters_pdf(letters).startswith(b"%PDF")


def test_an_english_letter_speaks_english() -> None:
    [letter, *_] = invitation_letters(ENGLISH, RECIPIENTS, MADE_AT).letters
    assert [part.label for part in letter.parts][:2] == ["1. Time: ", "2. Venue: "]
    assert _strings(invitation_letters(ENGLISH, RECIPIENTS[:1], MADE_AT))[0] == "Invitation"
