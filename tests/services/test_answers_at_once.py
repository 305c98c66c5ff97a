"""The same form sent twice at the same moment is one answer, on a database to which both really commit."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from tests.asking import contact, give
from tests.own_database import OwnDatabase
from tests.work import NOW, TODAY

pytestmark = pytest.mark.database


def test_both_get_one_receipt(own_database: OwnDatabase, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    from django.db import connection

    from servanda.queries import access
    from servanda.services import demo, questions
    from servanda.services.audit import doer
    from servanda.services.originals import Incoming
    from servanda.store.models import Answer, Original

    monkeypatch.setenv("SERVANDA_DATA", str(tmp_path))
    (tmp_path / "files").mkdir()
    people = demo.people_of_the_demo(now=NOW)
    who = access.actor(people["specialist"].pk, day=TODAY, second_factor=True)
    rest: dict[str, Any] = {"actor": who, "by": doer(who), "now": NOW, "today": TODAY}
    number = questions.ask(contact=contact().pk, purpose="answer", text="?", language="fr", due=None, **rest)
    token = questions.make_link(question=number, **rest)

    def send(minute: int) -> Any:
        try:
            return give(token, files=[Incoming("a.txt", b"one letter")], now=NOW + timedelta(minutes=minute))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        receipts = set(pool.map(send, range(4)))
    assert len(receipts) == Answer.objects.count() == Original.objects.count() == 1
