"""Pages of the desk: keys."""

from django.urls import URLPattern

URLS: list[URLPattern] = []
