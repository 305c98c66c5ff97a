"""People for tests of the work: one for every role of the demo, in a database of the test, and signed-in browsers."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.test import Client

from servanda.core.access import Actor
from servanda.queries import access
from servanda.services import demo as demo_people
from servanda.services.audit import Doer, doer

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@dataclass
class Cast:
    """The people by role, and what tests ask of them."""

    people: dict[str, object]

    def actor(self, role: str, *, second_factor: bool = True, day: date = TODAY) -> Actor:
        """The person in a role as an actor."""
        return access.actor(self.people[role].pk, day=day, second_factor=second_factor)  # type: ignore[attr-defined]

    def doer(self, role: str) -> Doer:
        """The person in a role as who does something."""
        return doer(self.actor(role))

    def client(self, role: str, *, second_factor: bool = True) -> Client:
        """A browser in which the person in a role has signed in just now."""
        client = Client()
        client.force_login(self.people[role].account, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[attr-defined]
        session = client.session
        at = datetime.now(UTC).timestamp()
        records = [{"method": "password", "at": at}]
        session["account_authentication_methods"] = [
            *records,
            *([{"method": "mfa", "at": at}] if second_factor else []),
        ]
        session["account_authentication_methods_user"] = str(self.people[role].account.pk)  # type: ignore[attr-defined]
        session.save()
        return client


def cast() -> Cast:
    """Makes the people of the demo in the database at hand."""
    return Cast(dict(demo_people.people_of_the_demo(now=NOW)))
