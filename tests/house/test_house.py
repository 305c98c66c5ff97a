"""The house rules that a machine can check, over every file that is committed."""

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE = 320
LONGEST_FUNCTION = 60
CODE = ("src/", "script/", "bench/", ".ci/")


@cache
def committed() -> tuple[str, ...]:
    """The paths of the files under version control that are there, and of new ones that are not ignored."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = tuple(sorted(path for path in set(listed.split("\0")) if path and (ROOT / path).is_file()))
    assert "pyproject.toml" in paths, "this is not a checkout of Servanda"
    return paths


@cache
def texts() -> dict[str, str]:
    """Every committed file that is text, by path."""
    found = {}
    for path in committed():
        raw = (ROOT / path).read_bytes()
        if b"\0" not in raw[:8000]:
            found[path] = raw.decode("utf-8", errors="surrogateescape")  # some samples of incoming files are not UTF-8
    return found


def python(*places: str) -> dict[str, str]:
    """The Python files below some places, without migrations."""
    return {
        path: text
        for path, text in texts().items()
        if path.endswith(".py") and path.startswith(places) and "/migrations/0" not in path
    }


def lines_with(pattern: str, files: dict[str, str]) -> list[str]:
    """Every line of some files in which a pattern is found, with its place."""
    wanted = re.compile(pattern)
    return [
        f"{path}:{number}: {line.strip()[:120]}"
        for path, text in files.items()
        for number, line in enumerate(text.splitlines(), 1)
        if wanted.search(line)
    ]


def test_files_are_short() -> None:
    long = {path: n for path, text in python("src/").items() if (n := len(text.splitlines())) > LONGEST_FILE}
    assert long == {}


def test_functions_are_short() -> None:
    long = []
    for path, text in python("src/").items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
                length = (node.end_lineno or first) - first + 1
                if length > LONGEST_FUNCTION:
                    long.append(f"{path}:{node.lineno}: {node.name} has {length} lines")
    assert long == []


def test_every_module_says_in_one_sentence_what_it_is_for() -> None:
    silent = []
    for path, text in python("src/", "script/", "bench/", "tests/").items():
        first = (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]
        if len(first.split()) < 2 or first[-1] not in ".:;":
            silent.append(f"{path}: “{first}”")
    assert silent == []


def test_every_script_says_what_it_is_for() -> None:
    scripts = {p: t for p, t in texts().items() if p.startswith(("script/", ".ci/")) and t.startswith("#!")}
    assert {"script/demo", "script/setup", "script/test", "script/bench", "script/lock", ".ci/run"} <= set(scripts)
    assert [path for path, text in scripts.items() if not re.match(r"#!.*\n# [A-Z].{20,}", text)] == []
    assert [path for path in scripts if not (ROOT / path).stat().st_mode & 0o111] == [], "not executable"


def test_nothing_is_left_to_do() -> None:
    later = r"\b(TO" r"DO|FIX" r"ME)\b"
    skeleton = "src/servanda/definitions/new.py"  # what it leaves to do is left to whoever writes a new treaty's law
    assert lines_with(later, {path: text for path, text in texts().items() if path != skeleton}) == []


def test_no_name_of_a_machine_that_serves_packages() -> None:
    hosts = r"(?i)\b(pypi|pythonhosted|npmjs|yarnpkg|crates|rubygems)" r"\.(org|com|io)\b|://[^/\s]*(registry|mirror)\."
    options = r"^\s*--?(index-url|extra-index-url|find-links|trusted-host|i|f)\b"
    assert lines_with(hosts, {p: t for p, t in texts().items() if p != "tests/house/test_house.py"}) == []
    assert lines_with(options, {p: t for p, t in texts().items() if p.startswith("requirements/")}) == []


def test_no_folder_of_a_machine() -> None:
    # Where the temporary folder is named as such, in PostgreSQL's fall-back, it stands alone.
    folders = r"""(?<![\w.$}/*-])/(work|root|home|Users|tmp)/[\w.-]"""
    assert lines_with(folders, {p: t for p, t in texts().items() if p != "tests/house/test_house.py"}) == []


def test_nothing_is_read_from_beside_the_project() -> None:
    outside = r"\.\./shared|/shared/(data|domain|house|stack)|\bshared/data\b"
    files = {p: t for p, t in texts().items() if p.startswith(CODE) or p == "pyproject.toml"}
    assert lines_with(outside, files) == []


def test_nothing_that_was_made_by_a_run_is_committed() -> None:
    made = re.compile(r"(\.pyc|\.pyo|\.egg-info/.*|\.sqlite3|\.orig|\.rej|\.log|~)$|(^|/)(\.venv|__pycache__|var)/")
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    assert [path for path in tracked if made.search(path)] == []


def test_texts_end_with_a_line_end_and_hold_no_carriage_returns_or_tabs_in_code() -> None:
    code = {p: t for p, t in texts().items() if p.startswith((*CODE, "tests/")) and t and p.endswith((".py", ".toml"))}
    assert [path for path, text in code.items() if not text.endswith("\n") or "\r" in text] == []
    assert [path for path, text in python("src/", "tests/", "script/").items() if "\t" in text] == []


# The lock files.
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)(?: ; ([^\\]+?))? \\$")


def plain_name(requirement: str) -> str:
    """The name of a package out of what asks for it, in the one spelling that package indexes compare."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=~!; ]", requirement)[0]).lower()


@cache
def pins(name: str) -> dict[tuple[str, str], str]:
    """The (package, marker) of a lock file with the version; every one must carry its hashes."""
    lines = texts()[f"requirements/{name}.txt"].splitlines()
    found = {}
    for line, following in pairwise([*lines, ""]):
        if line.startswith(("#", "    --hash=sha256:")):
            continue
        pin = PIN.match(line)
        assert pin, f"requirements/{name}.txt: “{line}” is not an exact version with hashes"
        assert following.startswith("    --hash=sha256:"), f"requirements/{name}.txt: {line} has no hash"
        found[pin[1], pin[3] or ""] = pin[2]
    return found


def test_every_dependency_is_locked_with_its_hashes() -> None:
    project = tomllib.loads(texts()["pyproject.toml"])
    wanted = {
        "base": project["project"]["dependencies"],
        "build": project["build-system"]["requires"],
        "dev": [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]],
    }
    for name, requirements in wanted.items():
        asked, locked = set(map(plain_name, requirements)), {plain_name(package) for package, _ in pins(name)}
        assert asked - locked == set(), f"run script/lock ({name})"


def test_the_tests_run_on_the_versions_that_are_used() -> None:
    assert pins("base").items() <= pins("dev").items()
    versions = dict(pins("dev")) | dict(pins("base"))
    assert {pin: v for pin, v in pins("build").items() if versions.get(pin, v) != v} == {}


def test_what_is_imported_is_asked_for() -> None:
    """Nothing under src/ leans on a package that came only because another needs it."""
    project = tomllib.loads(texts()["pyproject.toml"])["project"]
    asked = [*project["dependencies"], *(r for extra in project["optional-dependencies"].values() for r in extra)]
    names = set(map(plain_name, asked))
    homes = packages_distributions()
    unasked = set()
    for path, text in python("src/").items():
        for node in ast.walk(ast.parse(text)):
            modules = []
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules = [node.module]
            for module in {module.partition(".")[0] for module in modules} - sys.stdlib_module_names - {"servanda"}:
                found = set(map(plain_name, homes.get(module, [module])))
                if not found & names:
                    unasked.add(f"{path}: {module}")
    assert unasked == set()
