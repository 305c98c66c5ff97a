"""Runs the command line as `python -m servanda`."""

from servanda.cli.start import main

main()
