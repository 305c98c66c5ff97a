"""Asks for pages as a browser does, and reads them."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.web.reading import Page


@pytest.fixture
def look(client: Client) -> Callable[..., Page]:
    """`look(address)` is the page at an address, which must be there; `look(address, 404)` what is told instead."""

    def at(address: str, status: int = 200) -> Page:
        response = client.get(address)
        assert response.status_code == status, (address, response.status_code)
        return Page(response.content.decode(), address)

    return at
