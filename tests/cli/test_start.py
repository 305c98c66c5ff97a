"""What starting costs and what leaves the program: cold starts, channels, exit status, closed pipes, full disks."""

import errno
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from servanda.cli import installation
from tests.cli.running import program
from tests.demo import Demo

pytestmark = pytest.mark.database
WITHOUT = ("django", "msgspec", "ruamel", "docx", "typst", "xlsxwriter", "granian", "servanda.store")
LIST_MODULES = """
import sys
sys.argv[1:] = {arguments!r}
from servanda.cli.main import main
try:
    main()
except SystemExit as end:
    print(end.code, *sys.modules, file=sys.stderr)
"""


def modules(*arguments: str, environment: dict[str, str] | None = None) -> tuple[str, set[str]]:
    """The exit status of a command, and the packages that it loaded."""
    code = LIST_MODULES.format(arguments=list(arguments))
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, env=environment, check=True
    )
    status, *names = done.stderr.split()
    return status, set(names)


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["due", "--help"], ["record", "--help"], ["serve", "--help"]]
)
def test_help_starts_no_framework(arguments: list[str]) -> None:
    status, loaded = modules(*arguments)
    assert status == "0"
    assert {name for name in WITHOUT if name in loaded} == set()


def test_checking_a_treaty_needs_no_database() -> None:
    status, loaded = modules("check", "apmbc")
    assert status in ("0", "None")
    assert "django" not in loaded


def test_an_answer_loads_no_writer_of_papers_and_reads_no_yaml_again(demo_installation: Demo) -> None:
    program("due", "ccm", environment=demo_installation.environment)
    status, loaded = modules("due", "ccm", "--format", "json", environment=demo_installation.environment)
    assert status == "0"
    assert {"django", "servanda.store.models"} <= loaded
    assert {
        "docx",
        "typst",
        "xlsxwriter",
        "granian",
        "ruamel",
        "ninja",
        "pydantic",
        "servanda.web",
        "servanda.api",
    } & loaded == set()


def test_the_answer_goes_to_one_channel_and_the_error_to_the_other(demo_installation: Demo) -> None:
    environment = demo_installation.environment
    answer = program("status", "ccm", "--as-of", "2016-04-28", "--format", "json", environment=environment)
    assert (answer.status, answer.err) == (0, "")
    assert json.loads(answer.out)["counts"]["deposited"]["value"] == 100
    refused = program("status", "xyz", environment=environment)
    assert (refused.status, refused.out) == (2, "")
    assert refused.err == "servanda: there is no treaty “xyz”. Known: apmbc, ccm\n"
    usage = program("status", environment=environment)
    assert (usage.status, usage.out) == (2, "")
    assert usage.err.splitlines()[-1] == "Error: Missing argument 'TREATY'."
    assert program("verify", environment=environment).status == 0


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_a_reader_that_has_seen_enough_ends_the_command_quietly(demo_installation: Demo, form: str) -> None:
    command = [sys.executable, "-m", "servanda", "due", "ccm", "--format", form]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=demo_installation.environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "command", [["due", "ccm", "--format", "csv"], ["brief", "ccm"], ["due", "ccm", "--format", "json"]]
)
def test_a_full_disk_is_told_in_one_sentence(demo_installation: Demo, command: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "servanda", *command],
            stdout=full, stderr=subprocess.PIPE, text=True, env=demo_installation.environment, timeout=60, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, "servanda: No space left on device. Nothing more was done\n")


def test_a_terminal_that_knows_few_letters_gets_what_it_can_show(demo_installation: Demo) -> None:
    environment = demo_installation.environment | {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "servanda", "due", "ccm", "--state", "CIV", "--as-of", "2016-04-28"]
    done = subprocess.run(command, capture_output=True, env=environment, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Côte".encode("latin-1") in done.stdout
    assert b"??????" in done.stdout  # the rule under the heads


def test_a_database_that_is_away_is_told_in_one_sentence(tmp_path: Path, demo_installation: Demo) -> None:
    (tmp_path / "secret.key").write_text("x")
    environment = demo_installation.environment | {"SERVANDA_DATA": str(tmp_path)}
    if demo_installation.database.vendor == "sqlite":
        says = "no such table: servanda_ledger"
    else:
        environment["SERVANDA_DATABASE_URL"] = "postgresql://localhost:1/servanda"
        says = "connection"
    ran = program("status", "ccm", environment=environment)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"servanda: the database does not do what it should ({says}")
    assert ran.err.endswith("“servanda doctor” looks for the cause\n")
    assert len(ran.err.splitlines()) == 1


def test_the_doctor_examines_what_does_not_start(tmp_path: Path, demo_installation: Demo) -> None:
    key = tmp_path / "secret.key"
    key.write_text("x")
    key.chmod(0o600)
    environment = demo_installation.environment | {"SERVANDA_DATA": str(tmp_path)}
    if demo_installation.database.vendor == "sqlite":
        (tmp_path / "servanda.sqlite3").write_text("this is no database, whatever its name says")
        says = "NOT OK database: file is not a database"
    else:
        environment["SERVANDA_DATABASE_URL"] = "postgresql://localhost:1/servanda"
        says = "NOT OK database: connection"
    ran = program("doctor", environment=environment)
    assert (ran.status, ran.err) == (1, "")
    assert [line for line in ran.out.splitlines() if line.startswith(says)]


def test_a_database_of_another_make_is_refused(demo_installation: Demo) -> None:
    environment = demo_installation.environment | {"SERVANDA_DATABASE_URL": "mysql://secret:word@localhost/x"}
    ran = program("status", "ccm", environment=environment)
    assert ran.err == (
        "servanda: SERVANDA_DATABASE_URL is to be the address of a PostgreSQL database: postgresql://…\n"
    )


def test_a_port_that_is_taken_is_told(demo_installation: Demo, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        says = f"servanda: port {port} cannot be used (Address already in use). Try another, for example --port "
        other = port + 1 if port < 65535 else port - 1
        ran = program("serve", "--port", port, environment=demo_installation.environment)
        assert (ran.status, ran.err) == (2, f"{says}{other}\n")
        new = tmp_path / "new"
        ran = program("demo", "--port", port, "--data", new, environment=demo_installation.environment)
        assert (ran.status, ran.out, ran.err) == (2, "", f"{says}{other}\n")
        assert not new.exists()  # said before anything was loaded


@pytest.mark.parametrize(("number", "found"), [(0, 8642), (1, 8643), (19, 8661), (20, 8642)])
def test_the_demo_takes_the_next_free_port(number: int, found: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def trouble(host: str, port: int) -> OSError | None:
        return OSError(errno.EADDRINUSE, host) if port < 8642 + number else None

    monkeypatch.setattr(installation, "_trouble", trouble)
    assert installation.next_free("127.0.0.1", 8642) == found


def test_init_can_be_run_again(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "SERVANDA_DATABASE_URL"}
    for says in ("installation ready in", "already there, brought up to date:"):
        ran = program("init", "--data", tmp_path / "new", environment=environment)
        assert (ran.status, ran.out, ran.err) == (0, f"{says} {tmp_path / 'new'}\n", "")
    assert (tmp_path / "new" / "secret.key").stat().st_mode & 0o777 == 0o600
    assert program("doctor", "--data", tmp_path / "new", environment=environment).status == 0
