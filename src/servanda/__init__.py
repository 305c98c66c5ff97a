"""Servanda runs the secretariat of a multilateral treaty from a record of dated, sourced facts."""

__version__ = "0.1.0"
