"""Whatever people do in whatever order: nothing unapproved leaves, nothing that left changes, no text vanishes."""

import json
from hashlib import sha256

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.core.errors import Unacceptable
from servanda.services.papers import KeptBeside
from servanda.store.models import Approval, Frozen, Paper, PaperVersion, Release, Withdrawn
from tests.demo import Demo
from tests.services.drafting import Desk
from tests.work import Cast

pytestmark = pytest.mark.database

ROLES = ("director", "specialist", "president", "presidency", "coordinator", "member", "focal-point")
TEXTS = ("One.", "Two.", "Three.", "Four.")
VERBS = ("save", "stale", "place", "freeze", "approve", "refuse", "stop", "release", "other-digest")
STEPS = st.lists(st.tuples(st.sampled_from(VERBS), st.sampled_from(ROLES), st.sampled_from(TEXTS)), max_size=25)
# What mostly leads somewhere, so that releases happen at all, with whatever else between.
ROAD = st.tuples(STEPS, st.sampled_from(ROLES[:4]), st.sampled_from(ROLES[:4]), st.sampled_from(ROLES[:3]), STEPS).map(
    lambda p: [*p[0], ("freeze", p[1], ""), ("approve", p[2], ""), ("release", p[3], ""), *p[4]]
)


class Run:
    """One sequence, and what a bystander with pen and paper would have noted of it."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.paper = desk, desk.begin("director", "minutes", theme="clearance")
        self.texts, self.text = {"One."}, "One."
        self.authors: dict[str, set[int]] = {"One.": {self.person("director")}}
        self.left: dict[int, tuple[str, str]] = {}  # release → content and digest at that moment

    def person(self, role: str) -> int:
        return self.desk.cast.people[role].pk  # type: ignore[attr-defined]

    def step(self, verb: str, role: str, text: str) -> None:
        frozen = Frozen.objects.order_by("-pk").first()
        try:
            with transaction.atomic():
                self.do(verb, role, text, frozen)
        except Unacceptable:
            pass

    def do(self, verb: str, role: str, text: str, frozen: Frozen | None) -> None:
        self.paper.refresh_from_db()
        if verb in ("save", "stale"):
            self.save(role, text, 1 if verb == "stale" else self.paper.version)
        elif verb == "place":
            to = "presidency" if self.paper.classification == "committee" else "committee"
            self.desk.place(role, self.paper, to, opened=True)
        elif verb == "freeze":
            self.desk.freeze(role, self.paper, "minutes", "committee")
        elif frozen is not None and verb == "other-digest":
            self.desk.approve(role, frozen, digest="f" * 64)
        elif frozen is not None:
            done = getattr(self.desk, verb)(role, frozen)
            if verb == "release":
                assert json.loads(frozen.content)["text"] == self.text, "another text left than the paper's"
                self.left[done.pk] = (frozen.content, frozen.digest)

    def save(self, role: str, text: str, base: int) -> None:
        before = self.paper.version
        try:
            new = self.desk.save(role, self.paper, text, base=base)
        except KeptBeside:
            self.note(role, text)
            return
        if new.number > before:
            self.text = text
            self.note(role, text)

    def note(self, role: str, text: str) -> None:
        self.texts.add(text)
        self.authors.setdefault(text, set()).add(self.person(role))

    def check(self) -> None:
        kept = set(PaperVersion.objects.filter(paper=self.paper).values_list("text", flat=True))
        assert kept == self.texts, "a text vanished, or one came from nowhere"
        assert Paper.objects.get(pk=self.paper.pk).version == max(
            v.number for v in PaperVersion.objects.filter(paper=self.paper, aside=False)
        )
        for release in Release.objects.select_related("frozen", "approval"):
            frozen, approval = release.frozen, release.approval
            assert (frozen.content, frozen.digest) == self.left[release.pk], "what left was changed"
            assert frozen.digest == approval.digest == sha256(frozen.content.encode()).hexdigest()
            assert (approval.frozen_id, approval.granted) == (frozen.pk, True)
            text = json.loads(frozen.content)["text"]
            assert approval.by_id not in self.authors[text] | {frozen.by_id}
            assert approval.seat_id != frozen.seat_id
            assert not Withdrawn.objects.filter(frozen=frozen).exists()
        assert set(self.left) == set(Release.objects.values_list("pk", flat=True))
        for approval in Approval.objects.filter(granted=True):
            assert approval.by_id not in {approval.frozen_by, approval.writer}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS | ROAD)
def test_nothing_leaves_but_what_another_person_approved(demo: Demo, cast: Cast, steps: list[tuple[str, ...]]) -> None:
    with transaction.atomic():
        run = Run(Desk(cast))
        for step in steps:
            run.step(*step)
        run.check()
        transaction.set_rollback(True)


def test_such_sequences_do_release(demo: Demo, cast: Cast) -> None:
    run = Run(Desk(cast))
    for step in (("freeze", "director", ""), ("approve", "president", ""), ("release", "president", "")):
        run.step(*step)
    run.check()
    assert len(run.left) == 1
