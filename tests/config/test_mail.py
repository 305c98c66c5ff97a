"""The mail server is read from its address, what is wrong is told kindly, and no password is told at all."""

import pytest

from servanda.config.mail import parse
from servanda.core.errors import Unacceptable

FROM = "Support unit <isu@example.org>"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp+tls://user:p%40ss@mail.example.org:2525", ("mail.example.org", 2525, "user", "p@ss", "starttls")),
        ("smtp+tls://user:pass@mail.example.org", ("mail.example.org", 587, "user", "pass", "starttls")),
        ("smtps://user:pass@mail.example.org", ("mail.example.org", 465, "user", "pass", "tls")),
        ("smtp://mail.example.org", ("mail.example.org", 25, "", "", "")),
        ("smtp://a:b@127.0.0.1:1025", ("127.0.0.1", 1025, "a", "b", "")),
    ],
)
def test_addresses_of_servers(url: str, expected: tuple[object, ...]) -> None:
    found = parse(url, FROM)
    assert (found.host, found.port, found.user, found.password, found.security) == expected
    assert found.sender == FROM
    assert "pass" not in repr(found) + str(found)


def test_a_folder() -> None:
    assert str(parse("folder:///var/spool/my%20mail", FROM)) == "the folder /var/spool/my mail"


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "http://user:s3cret@mail.example.org",
        "smtp+tls://user:s3cret@mail.example.org:notaport",
        "smtp+tls://user:s3cret@mail.example.org:99999",
        "smtp+tls://:s3cret@mail.example.org",
        "smtp+tls://user@mail.example.org",
        "smtp://user:s3cret@mail.example.org",
        "smtps://user:s3cret@mail.example.org/path",
        "smtps://user:s3cret@mail.example.org\n",
        "smtps://user:s3cret@[::1",
        "folder://relative/path",
    ],
)
def test_what_is_wrong_is_told_without_the_password(url: str) -> None:
    with pytest.raises(Unacceptable, match="SERVANDA_MAIL_URL") as told:
        parse(url, FROM)
    assert "s3cret" not in str(told.value)
    assert told.value.__cause__ is None


@pytest.mark.parametrize("sender", ["", "nobody", "@example.org", "a@b\nBcc: c@d", "Name <a b@example.org>"])
def test_mail_comes_from_somebody(sender: str) -> None:
    with pytest.raises(Unacceptable, match="SERVANDA_MAIL_FROM"):
        parse("smtp://mail.example.org", sender)
