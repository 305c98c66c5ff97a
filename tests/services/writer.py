"""A process that writes to the ledger, for tests that need writers beside each other or one that is killed.

python -m tests.services.writer STATE COUNT        appends COUNT declarations of STATE, each on its own
python -m tests.services.writer STATE forever      appends pairs of declarations, and prints a line after each commit
python -m tests.services.writer STATE uncommitted  appends a pair, prints a line before the commit, and waits
"""

import sys
import time
from datetime import UTC, datetime

from servanda.config.installation import find
from servanda.config.start import start
from servanda.core.acts import Declaration
from tests.services.law import act


def say(text: object) -> None:
    print(text, flush=True)


def main(state: str, mode: str) -> None:
    start(find(), must_exist=False)
    from django.db import transaction

    from servanda.services import ledger

    def append(count: int) -> int:
        texts = [f"declaration {index} of {state}" for index in range(count)]
        proposals = [act(state, Declaration(text), "2016-04-28") for text in texts]
        return ledger.append(proposals, by="Implementation Support Unit", now=datetime.now(UTC))[-1].number

    if mode == "forever":
        while True:
            say(append(2))
    elif mode == "uncommitted":
        with transaction.atomic():
            say(append(2))
            time.sleep(60)
    else:
        for _ in range(int(mode)):
            say(append(1))


if __name__ == "__main__":
    main(*sys.argv[1:])
