"""What may stand in a log: never the token of a link, by which whoever reads the log could act in another's name."""

import logging
import re
import secrets
import sys

# Of links that answer a question, open an account, or read a calendar.
_TOKENS = re.compile(r"(/(?:answer|invitation|keys/calendar)/)[^/\s?\"']+")


def noted() -> str:
    """Notes a fault under a number that whoever met it can name, and gives the number. What they sent is not noted."""
    number = secrets.token_hex(4)
    kind = sys.exc_info()[0]
    logging.getLogger("servanda").error("fault %s: %s", number, kind.__name__ if kind is not None else "unknown")
    return number


class WithoutTokens(logging.Filter):
    """Takes tokens out of what is logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keeps every record, with its message as it may be read."""
        said = record.getMessage()
        shown = _TOKENS.sub(r"\1…", said)
        if shown != said:
            record.msg, record.args = shown, ()
        return True
