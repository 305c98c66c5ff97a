"""Where the command starts: first the collector is put off, then everything else is imported."""

import gc


def main() -> None:
    """Runs the command line.

    A command lives for a moment and makes thousands of small objects but hardly a cycle among them; looking for
    cycles would take a fifth of its time. The server runs in processes of its own, which collect as usual.
    """
    gc.disable()
    from servanda.cli.main import main as run

    run()
