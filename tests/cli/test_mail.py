"""Mail and jobs as whoever keeps the machine runs them: off at first, switched on, released one by one, looked at."""

from pathlib import Path

import pytest

from servanda.services import post
from tests.cli.running import good, run, told
from tests.own_database import OwnDatabase
from tests.work import NOW, cast

pytestmark = pytest.mark.database


@pytest.fixture
def folder(own_database: OwnDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with two messages that are held."""
    from servanda.config.installation import Installation
    from servanda.services import jobs

    monkeypatch.setenv("SERVANDA_DATA", str(tmp_path))
    monkeypatch.setattr(jobs, "JOBS", tuple(job for job in jobs.JOBS if job.name != "digest"))
    monkeypatch.setattr(jobs.tick, "__kwdefaults__", {"jobs": jobs.JOBS})
    Installation(tmp_path).prepare()
    people = cast().people
    for number, role in enumerate(("president", "donor"), 1):
        post.queue(key=f"note:{number}", person=people[role], subject=f"Note {number}", text="Word.", now=NOW)  # type: ignore[arg-type]
    return tmp_path


def test_mail_is_off_and_read_then_switched_on_and_released(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert good("mail", "status").splitlines()[:2] == ["mail is off", "server: none named"]
    assert "held: 2" in good("mail", "status")
    assert "SERVANDA_MAIL_URL" in told("mail", "on")
    monkeypatch.setenv("SERVANDA_MAIL_URL", f"folder://{folder}/sink")
    monkeypatch.setenv("SERVANDA_MAIL_FROM", "isu@example.org")
    assert good("tick").splitlines() == [
        "ok    expire: sessions that had ended are cleared away",
        "ok    deliver: mail is switched off",
    ]
    listed = good("mail", "list", "--state", "held")
    assert "president@demo.invalid" in listed and "Note 2" in listed
    assert good("mail", "show", 1).endswith("To: president@demo.invalid\nSubject: Note 1\n\nWord.\n")
    assert "2 held" in good("mail", "on")
    assert good("tick") == "ok    deliver\n"
    assert good("mail", "release", 1) == "message 1 is waiting\n"
    assert good("mail", "drop", 2) == "message 2 is dropped\n"
    assert good("tick") == "ok    deliver: 1 sent\n"
    assert len(list((folder / "sink").glob("*.eml"))) == 1
    assert good("mail", "off") == "mail is off\n"


def test_what_cannot_be_done_is_told(folder: Path) -> None:
    assert "not there" in told("mail", "show", 99) or "no such thing" in told("mail", "show", 99)
    assert "not in the state" in told("mail", "settle", 1, "--was-sent")
    assert "not in the state" in told("mail", "retry", 1)
    assert "mail on" in told("mail", "release", 1)
    assert run("mail", "settle", 1).status == 2
    assert "No run of “digest”" in told("tick", "--again", "digest", "2026-11-23")
    assert "not a day" in told("tick", "--again", "digest", "Monday")
