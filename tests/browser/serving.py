"""A server for browsers: `servanda serve` on a free port of this machine, until the tests are through."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

_SECONDS_TO_START = 30


@contextmanager
def served(environment: Mapping[str, str]) -> Iterator[str]:
    """The address of a server on an installation. It must start and end without a complaint."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "servanda", "serve", "--port", str(port)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        try:
            wait(f"http://127.0.0.1:{port}/", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            said = server.communicate(timeout=20)[0]
    assert said.startswith(f"Servanda is at http://127.0.0.1:{port}/  (stop it with Ctrl-C)\n")
    assert "Traceback" not in said
    assert "ERROR" not in said


def wait(address: str, server: "subprocess.Popen[str]") -> None:
    end = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server did not start")
