"""The duties of all States, and one duty with every step to its day and standing."""

from django.http import HttpRequest, HttpResponse
from ninja import Query

from servanda.api.answering import Row, addresses, answered, paged
from servanda.api.asked import DutiesAsked, DutyAsked, ObligationCode, StateCode, TreatyCode
from servanda.api.envelopes import DutiesAnswer, DutyAnswer
from servanda.api.errors import NotThere
from servanda.api.rows import duty as told
from servanda.api.rows import steps
from servanda.api.service import question
from servanda.api.views.states import require_state
from servanda.core.because import because
from servanda.core.duties import Duty
from servanda.core.errors import Unacceptable
from servanda.queries import answers
from servanda.queries.standpoint import Standpoint


def require_obligation(point: Standpoint, code: str) -> None:
    """Raises NotThere for what is not an obligation of the treaty, and names those that there are."""
    if point.treaty.obligation(code) is None:
        known = ", ".join(each.code for each in point.treaty.obligations)
        raise NotThere(f"there is no obligation “{code}” in this treaty.", f"There are: {known}.")


@question("/treaties/{treaty}/duties", DutiesAnswer, "The duties of all States", "duties")
def duties(request: HttpRequest, treaty: TreatyCode, asked: Query[DutiesAsked]) -> HttpResponse:
    """Every duty on the day, by due day, obligation, State and period. What is not known is not late."""
    if asked.state is not None:
        require_state(asked.state)
    to = addresses(treaty, asked)

    def choose(point: Standpoint) -> list[Duty]:
        if asked.obligation is not None:
            require_obligation(point, asked.obligation)
        return answers.due(
            point,
            state=asked.state or "",
            obligation=asked.obligation,
            standings=asked.standing,
            start=asked.start,
            end=asked.end,
            only_if_concerned=None if asked.only_if_concerned is None else asked.only_if_concerned == "true",
        )

    return paged(request, treaty, asked, choose, lambda point, item: told(point, item, to, asked.lang))


@question("/treaties/{treaty}/duties/{state}/{obligation}", DutyAnswer, "One duty with its reasons", "duties")
def duty(
    request: HttpRequest, treaty: TreatyCode, state: StateCode, obligation: ObligationCode, asked: Query[DutyAsked]
) -> HttpResponse:
    """Why a duty is due on its day and stands as it does: every step, each citing an article or an entry."""
    require_state(state)
    to = addresses(treaty, asked)

    def build(point: Standpoint) -> Row:
        require_obligation(point, obligation)
        found = answers.of_state(point, state, obligation, asked.period)
        try:
            item = answers.choose(found, point.day, asked.period)
        except Unacceptable as error:
            raise NotThere(f"{error.message}.".replace("..", "."), "Every duty stands under “duties”.") from None
        return {
            **told(point, item, to, asked.lang),
            "because": steps(point, because(point.treaty, point.docket, item), to),
            "other_periods": answers.other_periods(found, item),
        }

    return answered(request, treaty, asked, build)
