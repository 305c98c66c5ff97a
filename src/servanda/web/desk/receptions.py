"""Pages of the desk: receptions."""

from django.urls import URLPattern

URLS: list[URLPattern] = []
