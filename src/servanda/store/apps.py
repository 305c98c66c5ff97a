"""Servanda's one Django application."""

from django.apps import AppConfig


class Store(AppConfig):
    name = "servanda.store"
    label = "servanda"
    default_auto_field = "django.db.models.BigAutoField"
