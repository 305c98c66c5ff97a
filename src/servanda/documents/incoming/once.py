"""The same fact is proposed once, and what can be true only once is not proposed in two ways."""

from dataclasses import replace

from servanda.core.acts import Instrument, Signature
from servanda.core.entries import Proposal
from servanda.core.sense import only_once, told
from servanda.documents.incoming.cells import joined
from servanda.documents.incoming.table import Fault, refuse


def without_doubles(name: str, proposals: list[Proposal]) -> list[Proposal]:
    """The proposals of a file, each fact once: two sources for one fact are joined on it.

    Raises Unacceptable where two lines contradict each other: a second day of signature, another
    vote on the same resolution, another rate for the same years, another instrument on the same day.
    """
    found: dict[object, Proposal] = {}
    unique: dict[object, Proposal] = {}
    faults = []
    for proposal in proposals:
        same = (proposal.treaty, proposal.state, proposal.act, proposal.on)
        earlier = found.get(same)
        if earlier is not None:
            found[same] = _together(earlier, proposal)
            continue
        key = _only_one(proposal)
        other = unique.setdefault(key, proposal) if key else proposal
        if other is not proposal:
            faults.append(
                Fault(
                    _line(proposal),
                    f"{told(proposal)} contradicts that of line {_line(other)}. "
                    "Only one of them can be right: remove the other",
                )
            )
        found[same] = proposal
    refuse(name, faults)
    return list(found.values())


def _line(proposal: Proposal) -> int:
    return int(proposal.where.rpartition(":")[2])


def _together(one: Proposal, two: Proposal) -> Proposal:
    sources = dict.fromkeys(s for p in (one, two) for s in p.source.split(" | "))
    return replace(
        one,
        source=" | ".join(sources),
        confidence=one.confidence or two.confidence,
        note=joined(one.note, two.note),
    )


def _only_one(proposal: Proposal) -> object:
    """What there can be only one act for; None where there can be several."""
    whose = (proposal.treaty, proposal.state, proposal.act.kind)
    match proposal.act:
        case Signature():
            return whose
        case Instrument():
            return *whose, str(proposal.on)
    return only_once(proposal)
