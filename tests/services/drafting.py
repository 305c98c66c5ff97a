"""Short words for tests of papers: begin, save, freeze, approve and release as somebody of the demo's people."""

from dataclasses import dataclass
from typing import Any

from servanda.services import clearance, papers
from servanda.store.models import Frozen, Paper, PaperVersion
from tests.work import NOW, TODAY, Cast


@dataclass
class Desk:
    """Does with papers what a role of the cast does at the desk."""

    cast: Cast

    def _who(self, role: str, second_factor: bool = True) -> dict[str, Any]:
        return {"actor": self.cast.actor(role, second_factor=second_factor), "by": self.cast.doer(role), "now": NOW}

    def begin(
        self, role: str, kind: str = "statement", title: str = "Invented", text: str = "One.", **rest: Any
    ) -> Paper:
        return papers.begin(**self._who(role), kind=kind, title=title, text=text, **rest)

    def save(self, role: str, paper: Paper, text: str, base: int | None = None, **rest: Any) -> PaperVersion:
        paper.refresh_from_db()
        rest = {"title": paper.title, **rest}
        return papers.save(
            **self._who(role), number=paper.pk, base=paper.version if base is None else base, text=text, **rest
        )

    def place(self, role: str, paper: Paper, classification: str, **rest: Any) -> PaperVersion:
        paper.refresh_from_db()
        known = {"theme": paper.theme, "holder": paper.holder, "base": paper.version, **rest}
        return papers.place(**self._who(role), number=paper.pk, classification=classification, **known)

    def freeze(
        self, role: str, paper: Paper, purpose: str = "statement", voice: str = "president", **rest: Any
    ) -> Frozen:
        paper.refresh_from_db()
        known = {"base": paper.version, **rest}
        return clearance.freeze(**self._who(role), number=paper.pk, purpose=purpose, voice=voice, **known)

    def approve(self, role: str, frozen: Frozen, digest: str | None = None, second_factor: bool = True) -> Any:
        who = self._who(role, second_factor)
        return clearance.approve(**who, number=frozen.pk, digest=frozen.digest if digest is None else digest)

    def refuse(self, role: str, frozen: Frozen, reason: str = "Not yet.") -> Any:
        return clearance.refuse(**self._who(role), number=frozen.pk, digest=frozen.digest, reason=reason)

    def stop(self, role: str, frozen: Frozen, reason: str = "Wait.") -> Any:
        return clearance.withdraw(**self._who(role), number=frozen.pk, reason=reason)

    def release(self, role: str, frozen: Frozen, digest: str | None = None, second_factor: bool = True) -> Any:
        who = self._who(role, second_factor)
        return clearance.release(
            **who, today=TODAY, number=frozen.pk, digest=frozen.digest if digest is None else digest
        )
