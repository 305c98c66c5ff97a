"""Who is bound and since when: each State's signature and its periods of membership, from the acts on record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from servanda.core.acts import (
    Instrument,
    ProvisionalApplication,
    Signature,
    TreatyInForce,
    Withdrawal,
)
from servanda.core.entries import Entry
from servanda.core.record import View
from servanda.core.treaty import Treaty


@dataclass(frozen=True, slots=True)
class TreatyForce:
    """The entry into force of the treaty itself: the day, the deposit that decided it, the entry it rests on."""

    day: date
    decisive_deposit: date
    entry: int
    announced: bool


@dataclass(frozen=True, slots=True)
class Membership:
    """One period of membership of a State.

    From the deposit the State is contracting; from `since` (its entry into force, None while that
    cannot be computed) it is a party; on `until` (None: no withdrawal takes effect) no longer.
    `previous_end` is when the membership before this one ended, `next_deposit` when the next begins:
    what a State did in one membership neither meets nor moves a duty of another.
    """

    state: str
    instrument: Entry
    since: date | None
    until: date | None = None
    withdrawal: Entry | None = None
    provisional: Entry | None = None
    previous_end: date | None = None
    next_deposit: date = date.max

    @property
    def deposited(self) -> date:
        return self.instrument.day

    @property
    def instrument_type(self) -> str:
        """Ratification, accession, succession ..."""
        assert isinstance(self.instrument.act, Instrument)
        return self.instrument.act.type

    def binds(self, day: date) -> bool:
        """True where the treaty is in force for the State on a day by this membership."""
        return self.since is not None and self.since <= day and not self.ended_by(day)

    def ended_by(self, day: date) -> bool:
        """True from the day on which the withdrawal takes effect."""
        return self.until is not None and self.until <= day


@dataclass(frozen=True, slots=True)
class Participation:
    """What one State has done about the treaty: its signature, if any, and its memberships in order."""

    state: str
    signature: Entry | None
    memberships: tuple[Membership, ...]

    def position(self, day: date) -> str:
        """The State's position on a day, one of `treaty.POSITIONS`."""
        current = self.membership(day)
        if current is None:
            return "signatory" if self.signature is not None and self.signature.day <= day else "not-joined"
        if current.binds(day) or any(m.binds(day) for m in self.memberships if m is not current):
            return "party"  # also by an earlier one, where it came back before its withdrawal took effect
        return "former" if current.ended_by(day) else "contracting"

    def membership(self, day: date) -> Membership | None:
        """The newest membership whose instrument had been deposited by a day."""
        return next((m for m in reversed(self.memberships) if m.deposited <= day), None)


def treaty_force(treaty: Treaty, view: View) -> TreatyForce | None:
    """When the treaty entered into force, by the number of instruments; else as the depositary announced it.

    None while the instruments on record are too few and nothing was announced.
    """
    rule = treaty.entry_into_force
    deposits = sorted(view.of(Instrument), key=lambda entry: (entry.day, entry.number))
    if rule.instruments and len(deposits) >= rule.instruments:
        decisive = deposits[rule.instruments - 1]
        return TreatyForce(rule.treaty_rule.day(decisive.day), decisive.day, decisive.number, announced=False)
    for entry in view.of(TreatyInForce):
        assert isinstance(entry.act, TreatyInForce)
        return TreatyForce(entry.day, entry.act.decisive_deposit, entry.number, announced=True)
    return None


def enters_into_force(treaty: Treaty, force: TreatyForce | None, instrument: Entry) -> date | None:
    """The day on which the treaty enters into force for the State of an instrument; None while it cannot be told."""
    act = instrument.act
    assert isinstance(act, Instrument)
    if act.type == "succession":
        return act.takes_effect
    if force is None:
        return None
    if instrument.day <= force.decisive_deposit:
        return force.day
    return max(force.day, treaty.entry_into_force.state_rule.day(instrument.day))


def withdrawal_takes_effect(treaty: Treaty, withdrawal: Entry) -> date | None:
    """The day on which a withdrawal takes effect; None while an armed conflict holds it up (CCM article 20(3))."""
    act = withdrawal.act
    assert isinstance(act, Withdrawal)
    if treaty.leaving is None:
        return None
    day = treaty.leaving.rule.day(withdrawal.day)
    if not (treaty.leaving.conflict and act.in_armed_conflict):
        return day
    return None if act.conflict_ended is None else max(day, act.conflict_ended)


def participation(treaty: Treaty, view: View) -> dict[str, Participation]:
    """Every State that signed or deposited, with its memberships, as seen from the view's day."""
    force = treaty_force(treaty, view)
    signatures = view.by_state(Signature)
    instruments = view.by_state(Instrument)
    withdrawals = view.by_state(Withdrawal)
    provisional = view.by_state(ProvisionalApplication)
    found = {}
    for state in sorted(signatures.keys() | instruments.keys()):
        memberships = tuple(
            _memberships(
                treaty,
                force,
                instruments.get(state, ()),
                withdrawals.get(state, ()),
                provisional.get(state, ()),
            )
        )
        signed = signatures.get(state)
        found[state] = Participation(state, signed[0] if signed else None, memberships)
    return found


def _memberships(
    treaty: Treaty,
    force: TreatyForce | None,
    instruments: Iterable[Entry],
    withdrawals: Iterable[Entry],
    provisional: Iterable[Entry],
) -> Iterable[Membership]:
    starting = _starting(instruments, list(withdrawals))
    previous_end: date | None = None
    for index, (instrument, leaving) in enumerate(starting):
        following = starting[index + 1][0].day if index + 1 < len(starting) else date.max
        until = None if leaving is None else withdrawal_takes_effect(treaty, leaving)
        yield Membership(
            state=instrument.state,
            instrument=instrument,
            since=enters_into_force(treaty, force, instrument),
            until=until,
            withdrawal=leaving,
            provisional=next((p for p in provisional if p.day < following), None) if index == 0 else None,
            previous_end=previous_end,
            next_deposit=following,
        )
        previous_end = until if leaving is None else until or leaving.day


def _starting(instruments: Iterable[Entry], withdrawals: list[Entry]) -> list[tuple[Entry, Entry | None]]:
    """The instruments that begin a membership, each with the notice that ends it.

    A second instrument of a State that is in and has given no notice (a definitive signature that is
    then ratified, say) begins nothing: the State stays bound by the first.
    """
    found: list[tuple[Entry, Entry | None]] = []
    for instrument in instruments:
        if found and (found[-1][1] is None or instrument.day <= found[-1][1].day):
            continue
        found.append((instrument, next((w for w in withdrawals if instrument.day <= w.day), None)))
    return found
