"""A post is said once, whatever puts a name and a post together."""

import pytest

from api.texts.person_name import addressed, bracketed, introduced, post_beside

CARRIED = [
    ("钱教授", "教授"),
    ("钱教授（示例）", "教授"),
    ("钱教授(示例)", "教授"),
    ("钱 教授", "教授 "),
    ("教授", "教授"),
    ("区长李明", "区长"),
    ("王CEO", "ceo"),
    ("Professor Qian", "professor"),
]


@pytest.mark.parametrize(("name", "post"), CARRIED)
def test_a_post_that_the_name_says_is_not_said_again(name: str, post: str) -> None:
    assert post_beside(name, post) == ""
    assert addressed(name, post, "zh") == introduced(post, name) == bracketed(name, post, "zh") == name


@pytest.mark.parametrize(
    ("name", "post", "called", "announced", "written"),
    [
        ("李明", "区长", "李明区长", "区长李明", "李明（区长）"),
        ("李明", "", "李明", "李明", "李明"),
        ("钱教授", "院长", "钱教授院长", "院长钱教授", "钱教授（院长）"),
        ("Ann Li", "CEO", "Ann LiCEO", "CEO Ann Li", "Ann Li（CEO）"),
        ("（示例）", "教授", "（示例）教授", "教授（示例）", "（示例）（教授）"),
    ],
)
def test_another_post_stands_where_its_use_puts_it(
    name: str, post: str, called: str, announced: str, written: str
) -> None:
    assert post_beside(name, post) == post
    found = (addressed(name, post, "zh"), introduced(post, name), bracketed(name, post, "zh"))
    assert found == (called, announced, written)


def test_in_english_the_post_stands_in_brackets() -> None:
    assert addressed("Li Ming", "mayor", "en") == bracketed("Li Ming", "mayor", "en") == "Li Ming (mayor)"


@pytest.mark.parametrize(
    ("name", "post"), [("王部长", "副部长"), ("钱教授", "院长、副教授"), ("钱教授", "院长，教授")]
)
def test_courtesy_leaves_a_name_alone_and_papers_tell_the_whole_post(name: str, post: str) -> None:
    assert addressed(name, post, "zh") == name
    assert post_beside(name, post) == post
