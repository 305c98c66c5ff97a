"""What may stand in a log: never the token of a link, by which whoever reads the log could act in another's name."""

import logging
import re

# Of links that answer a question, open an account, or read a calendar.
_TOKENS = re.compile(r"(/(?:answer|invitation|keys/calendar)/)[^/\s?\"']+")


class WithoutTokens(logging.Filter):
    """Takes tokens out of what is logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keeps every record, with its message as it may be read."""
        said = record.getMessage()
        shown = _TOKENS.sub(r"\1…", said)
        if shown != said:
            record.msg, record.args = shown, ()
        return True
