import pytest

from api.errors import InvalidInput
from api.mail.address import Mailbox, is_address, mailbox, tag_of, tagged


@pytest.mark.parametrize(
    "address",
    [
        "zhao@firm.example",
        "z.yi+v@b-1.example",
        "a@localhost",
        "x@[127.0.0.1]",
        f"{'a' * 64}@b.example",
    ],
)
def test_an_address_that_a_server_takes(address: str) -> None:
    assert is_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "zhao",
        "@firm.example",
        "zhao@",
        "zhao@firm",
        "赵@firm.example",
        "zhao@公司.example",
        "zhao firm@firm.example",
        "zhao@firm.example\r\nBcc: all@firm.example",
        "zhao@firm..example",
        f"{'a' * 65}@b.example",
        f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * 60}",
        "a,b@firm.example",
        "<zhao@firm.example>",
    ],
)
def test_an_address_that_no_mail_can_be_sent_to(address: str) -> None:
    assert not is_address(address)


def test_a_mailbox_is_taken_apart() -> None:
    assert mailbox("江津区招商投资局 <zs@jiangjin.example>", "mail_from") == Mailbox(
        name="江津区招商投资局", address="zs@jiangjin.example"
    )


def test_a_mailbox_nothing_can_be_sent_to_is_refused_with_its_place() -> None:
    with pytest.raises(InvalidInput) as refused:
        mailbox("江津区 <zs>", "mail_from")
    fault = refused.value.faults[0]
    assert (fault.code, fault.place, fault.value) == ("unfit_mail_address", "mail_from", "江津区 <zs>")


def test_a_chinese_name_is_encoded_in_the_header() -> None:
    assert str(Mailbox(name="江津", address="zs@a.example").header()) == "江津 <zs@a.example>"


@pytest.mark.parametrize(
    ("address", "tag"),
    [
        ("zs+ABC@a.example", "abc"),
        ("zs@a.example", None),
        ("zs+@a.example", None),
        ("z+a+b@c.example", "a+b"),
    ],
)
def test_the_tag_of_an_address_is_what_follows_the_plus_in_lower_case(address: str, tag: str | None) -> None:
    assert tag_of(address) == tag


def test_a_tagged_address_has_one_tag() -> None:
    assert tagged("zs+old@a.example", "new") == "zs+new@a.example"
