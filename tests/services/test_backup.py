"""A backup holds everything but sessions, fits either database, and whatever is wrong with one leaves nothing behind."""

import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from servanda.config.installation import Installation
from servanda.services import backup_file
from tests import demo as demo_record
from tests.cli.running import program, told
from tests.own_database import OwnDatabase, drop_guards, make, switched

pytestmark = pytest.mark.database

NOW = demo_record.NOW
SESSIONS = ("sessions.session", "usersessions.usersession")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[OwnDatabase]:
    """The demo with its people, somebody signed in, a message about to leave, mail switched on, and files."""
    folder = tmp_path_factory.mktemp("original")
    installation = Installation(folder)
    installation.prepare()
    with make(folder, purpose="backup") as database, switched(database, django_db_blocker):
        for code in ("ccm", "apmbc"):
            demo_record._load(code)
        from servanda.services import demo as people
        from servanda.store.models import Message
        from tests.work import Cast

        cast = Cast(dict(people.people_of_the_demo(now=NOW)))
        cast.client("director")
        for state in ("waiting", "sent"):
            Message.objects.create(key=state, address="a@demo.invalid", subject="s", text="t", state=state, made=NOW)
        (folder / "files" / "ab").mkdir()
        (folder / "files" / "ab" / "cd.bin").write_bytes(bytes(range(256)) * 10)
        (folder / "treaties" / "own").mkdir()
        (folder / "treaties" / "own" / "note.yaml").write_text("code: “own”\n", encoding="utf-8")
        (folder / "mail.on").write_text(installation.identity)
        yield database


@pytest.fixture(scope="module")
def kept(original: OwnDatabase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    path = tmp_path_factory.mktemp("kept") / "servanda.backup"
    ran = program("backup", path, environment=original.environment)
    assert (ran.status, ran.err) == (0, ""), ran
    return path


def manifest(path: Path) -> dict[str, Any]:
    with backup_file.reading(path) as found:
        return found.manifest


def restored(path: Path, folder: Path, environment: dict[str, str]) -> str:
    ran = program("restore", path, "--data", folder, environment=environment)
    assert (ran.status, ran.err) == (0, ""), ran
    return ran.out


def same(first: dict[str, Any], second: dict[str, Any]) -> None:
    """Every row and file the same, but for the line that tells of the restoring, and messages that may have left."""
    own = ("tables/servanda.auditrow.jsonl", "tables/servanda.message.jsonl")
    left, right = ({k: v for k, v in each["members"].items() if k not in own} for each in (first, second))
    assert left == right
    assert (first["ledger"], first["tables"].keys()) == (second["ledger"], second["tables"].keys())
    assert second["tables"]["servanda.auditrow"] == first["tables"]["servanda.auditrow"] + 1


def test_a_backup_comes_back_whole_on_either_database(kept: Path, original: OwnDatabase, tmp_path: Path) -> None:
    sqlite = {name: value for name, value in original.environment.items() if name != "SERVANDA_DATABASE_URL"}
    said = restored(kept, tmp_path / "copy", sqlite)
    assert "Nobody is signed in, and no mail is sent until you switch it on." in said
    sqlite["SERVANDA_DATA"] = str(tmp_path / "copy")
    assert program("verify", environment=sqlite).status == 0
    assert program("backup", tmp_path / "again", environment=sqlite).status == 0
    same(manifest(kept), manifest(tmp_path / "again"))
    if original.vendor == "sqlite":
        return
    with make(tmp_path, purpose="restored") as empty:  # and back into PostgreSQL
        restored(tmp_path / "again", tmp_path / "third", empty.environment)
        there = empty.environment | {"SERVANDA_DATA": str(tmp_path / "third")}
        assert program("backup", tmp_path / "last", environment=there).status == 0
        same(manifest(tmp_path / "again"), manifest(tmp_path / "last"))
        refused = program("restore", kept, "--data", tmp_path / "fourth", environment=there)
        assert refused.err == ("servanda: the database is not empty. Restore into a new folder, or a new database\n")
        assert not (tmp_path / "fourth").exists()


def test_what_a_backup_holds_and_what_not(kept: Path, original: OwnDatabase) -> None:
    found = manifest(kept)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]
    assert not set(SESSIONS) & found["tables"].keys()
    from servanda.queries import ledger

    assert found["tables"]["servanda.ledgerrow"] == ledger.head().number > 3000
    assert found["tables"]["servanda.person"] == found["tables"]["servanda.account"] == 16
    others = [name for name in found["members"] if not name.startswith("tables/")]
    assert sorted(others) == ["files/ab/cd.bin", "secret.key", "treaties/own/note.yaml"]


def test_a_restored_copy_sends_no_mail_and_knows_no_session(kept: Path, original: OwnDatabase, tmp_path: Path) -> None:
    environment = {k: v for k, v in original.environment.items() if k != "SERVANDA_DATABASE_URL"}
    restored(kept, tmp_path / "copy", environment)
    first, copy = Installation(Path(original.environment["SERVANDA_DATA"])), Installation(tmp_path / "copy")
    assert (first.mail_is_on, copy.mail_is_on) == (True, False)
    assert copy.identity != first.identity
    assert copy.mail_held.startswith("Restored on ")
    assert copy.key.read_bytes() == first.key.read_bytes()
    assert copy.key.stat().st_mode & 0o777 == 0o600
    (copy.folder / "mail.on").write_text(first.identity)  # taken over from the original by hand
    assert not copy.mail_is_on
    (copy.folder / "mail.on").write_text(copy.identity)
    assert copy.mail_is_on
    assert (copy.files / "ab" / "cd.bin").read_bytes() == bytes(range(256)) * 10
    import sqlite3

    with sqlite3.connect(copy.database) as raw:
        assert raw.execute("SELECT count(*) FROM django_session").fetchone() == (0,)
        assert raw.execute("SELECT key, state FROM servanda_message ORDER BY key").fetchall() == [
            ("sent", "sent"),
            ("waiting", "unknown"),
        ]
        last = raw.execute("SELECT verb, about, person FROM servanda_audit ORDER BY number DESC LIMIT 1").fetchone()
        assert last == ("restored", "installation", 0)


def changed(kept: Path, path: Path, change: Callable[[dict[str, bytes]], None], *, honest: bool = False) -> Path:
    """The backup with other members; `honest`: with a manifest that fits them, as whoever bends a record would make."""
    with zipfile.ZipFile(kept) as source:
        members = {name: source.read(name) for name in source.namelist()}
    change(members)
    if honest:
        import hashlib

        told_of = json.loads(members["manifest.json"])
        told_of["members"] = {
            name: hashlib.sha256(content).hexdigest() for name, content in members.items() if name != "manifest.json"
        }
        members["manifest.json"] = json.dumps(told_of).encode()
    with zipfile.ZipFile(path, "w") as target:
        for name, content in members.items():
            target.writestr(name, content)
    return path


def refused(path: Path, folder: Path) -> str:
    """What is told of a backup that is refused; nothing is left of the attempt."""
    before = sorted(folder.parent.iterdir())
    said = told("restore", path, "--data", folder)
    assert sorted(folder.parent.iterdir()) == before
    return said.replace(str(path), "FILE")


NOT_ONE = "FILE is no backup of Servanda, or it was cut short. Use another copy"


@pytest.mark.parametrize("size", [0, 10, 5000, -1, -200])
def test_a_backup_that_was_cut_short_is_refused(kept: Path, tmp_path: Path, size: int) -> None:
    path = tmp_path / "cut"
    path.write_bytes(kept.read_bytes()[:size])
    assert refused(path, tmp_path / "copy") == NOT_ONE


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Director,")
    assert refused(path, tmp_path / "copy") == NOT_ONE
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    said = refused(tmp_path / "other.zip", tmp_path / "copy")
    assert said == "FILE is no backup of Servanda: its manifest is missing or broken"


def test_a_byte_that_turned_is_found(kept: Path, tmp_path: Path) -> None:
    content = bytearray(kept.read_bytes())
    content[len(content) // 2] ^= 1
    path = tmp_path / "turned"
    path.write_bytes(content)
    assert "Use another copy" in refused(path, tmp_path / "copy")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda m: m.update({"files/ab/cd.bin": b"other"}), "“files/ab/cd.bin” is not what was put into the backup"),
        (lambda m: m.pop("files/ab/cd.bin"), "what it holds is not what its manifest says"),
        (lambda m: m.update({"files/more": b""}), "what it holds is not what its manifest says"),
        (lambda m: m.update({"manifest.json": b"[]"}), "its manifest is missing or broken"),
        (lambda m: m.update({"manifest.json": b"[" * 100_000}), "its manifest is missing or broken"),
    ],
)
def test_a_backup_that_is_not_what_it_says_is_refused(kept: Path, tmp_path: Path, change: Any, says: str) -> None:
    path = changed(kept, tmp_path / "bad", change)
    assert says in refused(path, tmp_path / "copy")


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "/etc/evil",
        "files/../../evil",
        "files/..\\evil",
        "files//evil",
        "files/.evil",
        "files/c:evil",
        "mail.on",
        "installation.id",
        "servanda.sqlite3",
        "tables/evil.jsonl",
        "files/",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(kept: Path, tmp_path: Path, name: str) -> None:
    path = changed(kept, tmp_path / "bad", lambda m: m.update({name: b""}), honest=True)
    assert refused(path, tmp_path / "copy") == f"FILE: “{name}” does not belong into a backup. Use another copy"


def test_a_link_is_refused(kept: Path, tmp_path: Path) -> None:
    path = changed(kept, tmp_path / "bad", lambda m: m.pop("files/ab/cd.bin"), honest=True)
    with zipfile.ZipFile(kept) as source:
        members = {name: source.read(name) for name in source.namelist()}
    with zipfile.ZipFile(path, "w") as target:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            if name == "files/ab/cd.bin":
                info.external_attr = 0o120777 << 16
            target.writestr(info, content)
    assert "does not belong into a backup" in refused(path, tmp_path / "copy")


@pytest.mark.parametrize("table", ["ledgerrow", "auditrow"])
def test_a_record_that_was_bent_inside_a_backup_is_refused(
    kept: Path, original: OwnDatabase, tmp_path: Path, table: str
) -> None:
    """Its manifest fits, its chains do not."""
    name = f"tables/servanda.{table}.jsonl"
    word = {"ledgerrow": (b"MTDSG", b"MTDSH"), "auditrow": (b"person-added", b"person-lost")}[table]

    def bend(members: dict[str, bytes]) -> None:
        assert word[0] in members[name]
        members[name] = members[name].replace(*word, 1)

    path = changed(kept, tmp_path / "bent", bend, honest=True)
    environment = {k: v for k, v in original.environment.items() if k != "SERVANDA_DATABASE_URL"}
    ran = program("restore", path, "--data", tmp_path / "copy", environment=environment)
    assert (ran.status, ran.err) == (
        2,
        "servanda: the record of the backup does not fit its chains, or the head that was kept\n",
    )
    assert [each.name for each in tmp_path.iterdir()] == ["bent"]


def test_an_older_head_that_was_kept_holds_a_backup(kept: Path, original: OwnDatabase, tmp_path: Path) -> None:
    environment = {k: v for k, v in original.environment.items() if k != "SERVANDA_DATABASE_URL"}
    other = f"servanda-head 5:{'a' * 64} 2026-11-24T09:00:00Z"
    ran = program("restore", kept, "--head", other, "--data", tmp_path / "copy", environment=environment)
    assert "or the head that was kept" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_in_use_is_left_alone(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "mine").write_text("kept")
    said = told("restore", kept, "--data", tmp_path / "copy")
    assert said == f"{tmp_path / 'copy'} is not empty. Name a new folder with --data"
    assert (tmp_path / "copy" / "mine").read_text() == "kept"


def test_a_backup_never_takes_the_place_of_another_file(original: OwnDatabase, tmp_path: Path) -> None:
    path = tmp_path / "kept"
    path.write_text("an older one")
    ran = program("backup", path, environment=original.environment)
    assert ran.err == f"servanda: there is a file {path} already. Choose another name, or take it away\n"
    assert path.read_text() == "an older one"


def test_a_backup_that_is_stopped_leaves_nothing(original: OwnDatabase, tmp_path: Path) -> None:
    from servanda.services import backup

    def stop(words: str) -> None:
        if "rows" in words:
            raise KeyboardInterrupt

    installation = Installation(Path(original.environment["SERVANDA_DATA"]))
    with pytest.raises(KeyboardInterrupt):
        backup.make(tmp_path / "kept", installation, now=NOW, tell=stop)
    assert list(tmp_path.iterdir()) == []
    assert backup.make(tmp_path / "kept", installation, now=NOW).files == 2, "the picture was let go"


def test_a_damaged_record_is_not_backed_up(own_database: OwnDatabase, tmp_path: Path) -> None:
    from servanda.services import audit

    Installation(tmp_path).prepare()
    audit.note(audit.Doer(7, 3, "web"), "person-added", "person:7", now=datetime(2026, 11, 24, tzinfo=UTC))
    with own_database.raw() as raw:
        drop_guards(own_database.vendor, raw)
        raw.execute("UPDATE servanda_audit SET person = 8")
    path = tmp_path / "out" / "kept"
    path.parent.mkdir()
    ran = program("backup", path, environment=own_database.environment)
    assert (ran.status, "does not fit its chains" in ran.err) == (2, True)
    assert list(path.parent.iterdir()) == []
