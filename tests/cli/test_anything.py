"""Whatever is typed, the answer is an answer or one sentence, never a trace; and nothing is written by accident."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.core.acts import KINDS
from tests.cli.running import run
from tests.demo import Demo

pytestmark = pytest.mark.database

quickly = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
# What the operating system can hand over: any bytes but NUL, broken UTF-8 as half characters.
words = st.text(
    st.one_of(
        st.characters(exclude_characters="\0", exclude_categories=("Cs",)),
        st.sampled_from(["\udcff", "²", "٣", "-", "=", "/", "\n", "\u202e"]),
    ),
    max_size=12,
)
days = st.one_of(
    st.dates().map(str),
    st.sampled_from(
        ["2016-04-28", "2016-02-30", "0001-01-01", "9999-12-31", "2016", "../2013-02-28", "2016-04-28/2015"]
    ),
    words,
)
moments = st.one_of(days, st.sampled_from(["2016-04-28T10:00Z", "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00"]))
states = st.one_of(st.sampled_from(["ZAF", "LTU", "USA", "South Africa", "ivory coast", ""]), words)
codes = st.one_of(
    st.sampled_from(["art7-initial", "art7-annual", "art4-extension-request", "art8-clarification"]), words
)
treaties = st.one_of(st.just("ccm"), st.just("ccm"), st.just("apmbc"), words)
periods = st.one_of(st.integers(-1, 99999).map(str), words)


def options(**each: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    """Some of the options, each with a value."""
    one = [value.map(lambda text, name=name: f"--{name.replace('_', '-')}={text}") for name, value in each.items()]
    return st.lists(st.one_of(one), max_size=4)


def survives(*arguments: str) -> None:
    ran = run(*arguments)  # fails where it is Servanda's own fault
    assert ran.status in (0, 1, 2)
    assert ran.status != 2 or ran.err
    assert ran.status == 2 or not ran.err


@quickly
@given(
    treaty=treaties,
    command=st.sampled_from(["status", "due"]),
    more=options(as_of=days, known_by=moments, format=words),
)
def test_any_day(demo: Demo, treaty: str, command: str, more: list[str]) -> None:
    survives(command, *more, "--", treaty)


@quickly
@given(
    treaty=treaties, more=options(state=states, obligation=codes, standing=words, **{"from": days}, to=days, as_of=days)
)
def test_any_duty(demo: Demo, treaty: str, more: list[str]) -> None:
    survives("due", *more, "--format=json", "--", treaty)


@quickly
@given(state=states, obligation=codes, more=options(period=periods, as_of=days, known_by=moments))
def test_any_question_why(demo: Demo, state: str, obligation: str, more: list[str]) -> None:
    survives("explain", *more, "--", "ccm", state, obligation)


@quickly
@given(
    kind=st.one_of(st.sampled_from(sorted(KINDS)), words),
    pairs=st.lists(
        st.one_of(
            st.sampled_from(
                ["type=accession", "about=x", "obligation=art7-annual", "period=2015", "series=msp", "vote=yes"]
            ),
            st.tuples(
                st.sampled_from(["type", "period", "until", "date", "yes", "opens", "as_of", "rate_percent", "topic"]),
                st.one_of(days, periods, st.just("9" * 5000), st.just("1e999999")),
            ).map("=".join),
            words,
        ),
        max_size=4,
    ),
    more=options(state=states, confidence=words, note=words),
    on=days,
    source=words,
    by=st.one_of(st.just("ISU"), words),
)
def test_any_act(demo: Demo, kind: str, pairs: list[str], more: list[str], on: str, source: str, by: str) -> None:
    survives("record", *more, f"--on={on}", f"--source={source}", f"--by={by}", "--", "ccm", kind, *pairs)
    assert run("status", "ccm").status == 0  # whatever was recorded, the record can still be read


@quickly
@given(
    number=st.one_of(st.integers(-5, 3400).map(str), periods), pairs=st.lists(words, max_size=2), on=days, reason=words
)
def test_any_correction(demo: Demo, number: str, pairs: list[str], on: str, reason: str) -> None:
    more = ("--source=x", "--by=ISU", f"--reason={reason}")
    survives("correct", *more, f"--on={on}", "--", "ccm", number, *pairs)
    survives("retract", *more, "--", "ccm", number)
    survives("show", "--", "ccm", number)
    assert run("status", "ccm").status == 0


@quickly
@given(
    arguments=st.lists(st.one_of(words, st.sampled_from(["verify", "check", "--head", "--data", "doctor"])), max_size=4)
)
def test_any_command(demo: Demo, arguments: list[str]) -> None:
    if not {"init", "demo", "serve", "load", "new-treaty"} & set(arguments):
        survives(*arguments)
