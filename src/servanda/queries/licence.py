"""The licence under which the compiled data are offered, wherever they are shown or taken away."""

LICENCE = "CC BY 4.0"
SPDX = "CC-BY-4.0"  # its name in the SPDX list, for programs
ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
