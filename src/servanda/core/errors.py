"""The one kind of error that people are meant to read."""


class Unacceptable(ValueError):
    """Something given to Servanda cannot be accepted. The message says what, where and what to do.

    `where` names the file and line, or the ledger entry, when there is one.
    """

    def __init__(self, message: str, *, where: str = "") -> None:
        super().__init__(f"{where}: {message}" if where else message)
        self.message = message
        self.where = where
