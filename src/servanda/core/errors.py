"""The one kind of error that people are meant to read."""


class Unacceptable(ValueError):
    """Something given to Servanda cannot be accepted. The message says what, where and what to do.

    `where` names the file and line, or the ledger entry, when there is one. A message for readers of pages is a
    marked sentence with places for `values`, so that it can be translated before they are put in. `field` names what
    is to be mended as forms name it, where that is one thing.
    """

    def __init__(self, message: str, *, where: str = "", field: str = "", **values: str) -> None:
        self.says, self.values = message, values
        message = message.format(**values) if values else message
        super().__init__(f"{where}: {message}" if where else message)
        self.message = message
        self.where, self.field = where, field


class NotThere(Unacceptable):
    """There is no such thing, or none that the asker may see: both are told alike."""

    def __init__(self) -> None:
        super().__init__("there is no such thing here, or it is not yours to see")


class Conflict(Unacceptable):
    """Somebody else has changed the thing in the meantime; what both wrote is kept."""


class NeedsSecondFactor(Unacceptable):
    """The act asks for a second factor, which this sign-in does not have."""
