"""An installation behind encryption has cookies that no other host can set, and Django finds nothing to warn of."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from servanda.config.installation import Installation

ASK = """
import json, django; django.setup()
from django.conf import settings as s
names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "DEVICE_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
  "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "SECURE_SSL_REDIRECT",
  "SECURE_HSTS_SECONDS", "SECURE_PROXY_SSL_HEADER", "ALLAUTH_TRUSTED_PROXY_COUNT", "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN")
print(json.dumps({name: getattr(s, name) for name in names}))
"""


def run(folder: Path, *words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    Installation(folder).prepare()
    kept = {key: value for key, value in os.environ.items() if not key.startswith("SERVANDA_")}
    own = {**kept, "SERVANDA_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "servanda.config.settings", **environment}
    return subprocess.run([sys.executable, *words], env=own, capture_output=True, text=True, check=False)


def settings(folder: Path, **environment: str) -> dict[str, object]:
    done = run(folder, "-c", ASK, **environment)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_encrypted_everything_is_bound_to_this_host(tmp_path: Path) -> None:
    assert settings(tmp_path, SERVANDA_HTTPS="1") == {
        "SESSION_COOKIE_NAME": "__Host-servanda-session",
        "CSRF_COOKIE_NAME": "__Host-servanda-form",
        "DEVICE_COOKIE_NAME": "__Host-servanda-device",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_PROXY_SSL_HEADER": None,
        "ALLAUTH_TRUSTED_PROXY_COUNT": 0,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": False,
    }


def test_what_a_proxy_says_counts_only_where_there_is_one(tmp_path: Path) -> None:
    found = settings(tmp_path, SERVANDA_HTTPS="1", SERVANDA_BEHIND_PROXY="1")
    assert found["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert found["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1
    plain = settings(tmp_path)
    assert (plain["SESSION_COOKIE_NAME"], plain["SESSION_COOKIE_SECURE"]) == ("servanda-session", False)
    assert plain["SECURE_HSTS_SECONDS"] == 0


@pytest.mark.parametrize(("https", "clean"), [("1", True), ("", False)])
def test_django_finds_nothing_to_warn_of(tmp_path: Path, https: str, clean: bool) -> None:
    done = run(tmp_path, "-m", "django", "check", "--deploy", SERVANDA_HTTPS=https)
    assert ("no issues" in done.stdout + done.stderr) is clean, done.stderr
