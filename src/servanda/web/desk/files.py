"""Pages of the desk: files."""

from django.urls import URLPattern

URLS: list[URLPattern] = []
