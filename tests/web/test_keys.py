"""Keys of a person: shown once, for one seat, only to read, and ended with all on which they rest; and the calendar."""

import re
from datetime import date, timedelta

import icalendar
import pytest
from django.test import Client

from servanda.config import clock
from servanda.core.access import CLEAR, EDIT, SEE, reaches
from servanda.core.errors import NotThere, Unacceptable
from servanda.core.offices import RIGHTS
from servanda.queries import keys as reading
from servanda.services import keys
from servanda.services.demo import ROLES
from servanda.store.models import Account, AuditRow, Key, Mandate, Seat, Undertaking
from tests.work import NOW, TODAY, Cast

pytestmark = pytest.mark.database
YESTERDAY = TODAY - timedelta(days=1)
ROLE_CODES = [role.code for role in ROLES]


def seat(cast: Cast, role: str) -> Seat:
    return Seat.objects.get(mandates__person=cast.people[role])


def make(cast: Cast, role: str, purpose: str = "interface", *, second_factor: bool = True) -> tuple[Key, str]:
    mandate = Mandate.objects.get(person=cast.people[role])
    return keys.make(
        actor=cast.actor(role, second_factor=second_factor),
        mandate=mandate.pk,
        purpose=purpose,
        label="My program",
        days=30,
        now=NOW,
        today=TODAY,
    )


def entered(token: str, purpose: str = "interface", *, day: date = TODAY) -> object:
    return keys.enter(token=token, purpose=purpose, now=NOW + (day - TODAY), today=day)


@pytest.mark.parametrize("role", ROLE_CODES)
def test_a_key_sees_what_its_seat_sees_and_can_do_nothing(cast: Cast, role: str) -> None:
    _, token = make(cast, role)
    actor, person = keys.enter(token=token, purpose="interface", now=NOW, today=TODAY), cast.actor(role)
    assert actor is not None
    assert sorted(reaches(actor, SEE), key=str) == sorted(reaches(person, SEE), key=str)
    assert reaches(actor, EDIT) == reaches(actor, CLEAR) == []
    assert [right for right in RIGHTS if actor.has(right)] == []
    assert [s.number for s in actor.seats] == [seat(cast, role).pk]


@pytest.mark.parametrize("role", ["director", "president", "focal-point", "observer"])
def test_a_key_ends_with_all_on_which_it_rests(cast: Cast, role: str) -> None:
    key, token = make(cast, role)
    assert entered(token) is not None
    assert entered(token, "calendar") is None
    assert entered(f"{token}x") is None
    assert entered(token, day=TODAY + timedelta(days=30)) is None
    ends = (
        (Mandate.objects.filter(person=cast.people[role]), {"until": YESTERDAY}, {"until": None}),
        (Seat.objects.filter(pk=seat(cast, role).pk), {"until": YESTERDAY}, {"until": None}),
        (Account.objects.filter(person=cast.people[role]), {"is_active": False}, {"is_active": True}),
    )
    for rows, end, back in ends:
        rows.update(**end)
        assert entered(token) is None, end
        rows.update(**back)
        assert entered(token) is not None
    keys.revoke(actor=cast.actor(role), number=key.pk, now=NOW)
    assert entered(token) is None


def test_a_key_made_without_a_second_factor_opens_nothing_of_an_office_that_asks_for_one(cast: Cast) -> None:
    _, token = make(cast, "focal-point", second_factor=False)
    assert entered(token) is not None
    with pytest.raises(NotThere):
        make(cast, "director", second_factor=False)
    key, token = make(cast, "director")
    Key.objects.filter(pk=key.pk).update(second_factor=False)
    assert entered(token) is None


def test_a_key_of_a_past_mandate_does_not_live_on_in_another_one_to_the_same_seat(cast: Cast) -> None:
    key, token = make(cast, "donor")
    old = Mandate.objects.get(pk=key.mandate_id)
    Mandate.objects.create(person=old.person, seat=old.seat, since=TODAY)
    Mandate.objects.filter(pk=old.pk).update(until=YESTERDAY)
    assert cast.actor("donor").seats
    assert entered(token) is None


def test_only_the_digest_is_kept_and_each_day_s_first_use_is_put_down(cast: Cast) -> None:
    key, token = make(cast, "observer")
    assert token not in str(Key.objects.filter(pk=key.pk).values()) and key.digest == reading.digest(token)
    for day in (TODAY, TODAY, TODAY + timedelta(days=1)):
        entered(token, day=day)
    verbs = list(AuditRow.objects.filter(about=f"key:{key.pk}").order_by("number").values_list("verb", "channel"))
    assert verbs == [("key-made", "web"), ("key-used", "key"), ("key-used", "key")]
    key.refresh_from_db()
    assert key.used is not None and (key.used.hour, key.used.minute) == (0, 0)


def test_nobody_makes_a_key_for_another_s_seat_or_revokes_another_s(cast: Cast) -> None:
    key, token = make(cast, "president")
    other = Mandate.objects.get(person=cast.people["president"])
    with pytest.raises(NotThere):
        keys.revoke(actor=cast.actor("director"), number=key.pk, now=NOW)
    asked = {"label": "x", "now": NOW, "today": TODAY, "purpose": "interface"}
    with pytest.raises(NotThere):
        keys.make(actor=cast.actor("director"), mandate=other.pk, days=30, **asked)
    for days in (0, 366):
        with pytest.raises(Unacceptable, match="365"):
            keys.make(actor=cast.actor("president"), mandate=other.pk, days=days, **asked)
    assert entered(token) is not None


def test_the_page_shows_a_key_once_and_revokes_it(cast: Cast) -> None:
    client = cast.client("focal-point")
    mandate = Mandate.objects.get(person=cast.people["focal-point"])
    form = {"label": "My <b>list</b>", "purpose": "interface", "mandate": mandate.pk, "days": 90}
    shown = client.post("/keys/make/", form)
    assert shown.status_code == 200, shown.content[:300]
    assert shown["Cache-Control"] == "no-store"
    [token] = re.findall(r"svi_[\w-]{43}", shown.content.decode())
    assert entered(token) is not None
    page = client.get("/keys/").content.decode()
    assert token not in page and "My &lt;b&gt;list&lt;/b&gt;" in page
    [key] = Key.objects.all()
    assert cast.client("donor").post(f"/keys/{key.pk}/revoke/").status_code == 404
    assert client.post(f"/keys/{key.pk}/revoke/").status_code == 302
    assert entered(token) is None
    assert client.post("/keys/make/", {**form, "label": " "}).status_code == 422
    assert client.get("/keys/make/").status_code == 405
    assert Client().get("/keys/").status_code == 302


def calendar(token: str) -> dict[str, icalendar.Event]:
    answer = Client().get(f"/keys/calendar/{token}.ics")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = icalendar.Calendar.from_ical(answer.content)
    return {str(event["UID"]): event for event in found.walk("VEVENT")}  # type: ignore[union-attr]


def promised(cast: Cast, role: str, text: str, classification: str, **rest: object) -> Undertaking:
    own = seat(cast, role)
    values = {"holder": own.holder, "treaty": "ccm", "made_on": TODAY, "source": "Invented.", "due": date(2027, 1, 15)}
    return Undertaking.objects.create(
        seat=own, owner=own, text=text, classification=classification, **{**values, **rest}
    )


def test_a_calendar_has_duties_meetings_and_undertakings_and_no_word_of_what_is_confidential(cast: Cast) -> None:
    plain = promised(cast, "focal-point", "Send the report", "parties")
    own = promised(cast, "focal-point", "Secret words", "own")
    promised(cast, "focal-point", "Without a day", "parties", due=None)
    dropped = promised(cast, "focal-point", "Given up", "parties", dropped_on=TODAY, reason="Invented.")
    other = promised(cast, "donor", "Of another", "parties")
    _, token = make(cast, "focal-point", "calendar")
    found = calendar(token)
    assert found[f"ccm.undertaking.{plain.pk}@servanda"]["SUMMARY"] == f"Undertaking {plain.pk}: Send the report"
    hidden = found[f"ccm.undertaking.{own.pk}@servanda"]
    assert hidden["SUMMARY"] == f"Undertaking {own.pk} (see your desk)"
    assert hidden["DTSTART"].dt == date(2027, 1, 15) and "DESCRIPTION" not in hidden
    assert not {f"ccm.undertaking.{each.pk}@servanda" for each in (dropped, other)} & set(found)
    assert len([uid for uid in found if ".undertaking." in uid]) == 2
    assert any(uid.startswith("ccm.TCD.") for uid in found)
    assert "ccm.meeting.3RC@servanda" in found
    assert not any(uid.startswith("ccm.ZAF.") for uid in found)
    Undertaking.objects.filter(pk=plain.pk).update(version=3, due=date(2027, 2, 1))
    moved = calendar(token)[f"ccm.undertaking.{plain.pk}@servanda"]
    assert (moved["SEQUENCE"], moved["DTSTART"].dt) == (3, date(2027, 2, 1))
    assert moved["DTSTAMP"].dt > found[f"ccm.undertaking.{plain.pk}@servanda"]["DTSTAMP"].dt


def test_a_coordinator_s_calendar_has_its_theme(cast: Cast) -> None:
    _, token = make(cast, "coordinator", "calendar")
    assert any(".art4-clearance" in uid for uid in calendar(token))


@pytest.mark.parametrize("role", ROLE_CODES)
def test_every_role_s_calendar_opens_and_ends(cast: Cast, role: str) -> None:
    key, token = make(cast, role, "calendar")
    assert calendar(token)
    Mandate.objects.filter(pk=key.mandate_id).update(until=YESTERDAY)
    ended = Client().get(f"/keys/calendar/{token}.ics")
    unknown = Client().get("/keys/calendar/svc_nobody.ics")
    assert (ended.status_code, unknown.status_code) == (404, 404)
    assert ended.content == unknown.content
    assert dict(ended.headers) == dict(unknown.headers)
    assert ended["Cache-Control"] == "private, no-store"


def test_a_key_for_the_interface_is_no_calendar(cast: Cast) -> None:
    _, token = make(cast, "focal-point")
    assert Client().get(f"/keys/calendar/{token}.ics").status_code == 404
    assert clock.today() == TODAY


def test_a_key_ends_with_its_own_mandate_though_the_seat_was_given_anew(cast: Cast) -> None:
    _, token = make(cast, "focal-point")
    old = Mandate.objects.get(person=cast.people["focal-point"])
    Mandate.objects.filter(pk=old.pk).update(withdrawn=NOW)
    new = Mandate.objects.create(person=old.person, seat=old.seat, since=YESTERDAY)
    assert entered(token) is None
    assert reading.mandates(cast.actor("focal-point"), TODAY) == [new]
