"""Asks the interface as a program does."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

ROOT = "/api/v1"
CCM = f"{ROOT}/treaties/ccm"
Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def ask(client: Client) -> Ask:
    """`ask(address)` is the answer at an address, which must be there; `ask(address, 404)` what is told instead.

    An address without a root lies below the Convention on Cluster Munitions.
    """

    def at(address: str, status: int = 200) -> dict[str, Any]:
        response = client.get(address if address.startswith("/") else f"{CCM}/{address}")
        assert response.status_code == status, (address, response.status_code, response.content[:300])
        assert response["Content-Type"] == "application/json"
        return dict(response.json())

    return at
