"""What may be recorded, where the treaty's own terms decide; the rest is tried where acts are recorded."""

from dataclasses import replace
from datetime import date

import pytest

from servanda.core.acts import Signature
from servanda.core.admission import Admission, admit
from servanda.core.days import on
from servanda.core.entries import Proposal
from servanda.core.errors import Unacceptable
from tests.core.law import CCM

TODAY = date(2026, 11, 24)
SIGNED = Proposal("ccm", Signature(), on(date(2010, 1, 5)), "MTDSG XXVI-6", "DJI", where="list.csv:7")


def test_a_treaty_can_close_for_signature_on_a_day() -> None:
    closed = replace(CCM, signature_until="2010-01-04")
    with pytest.raises(Unacceptable, match="list.csv:7: nobody can sign on 2010-01-05: .* until 2010-01-04"):
        admit(Admission(closed, frozenset({"DJI"}), [], TODAY), [SIGNED])


@pytest.mark.parametrize("until", ["2010-01-05", "open", "entry-into-force", ""])
def test_it_can_be_signed_on_the_last_day_and_while_it_is_open(until: str) -> None:
    admit(Admission(replace(CCM, signature_until=until), frozenset({"DJI"}), [], TODAY), [SIGNED])
