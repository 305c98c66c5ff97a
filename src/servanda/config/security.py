"""Settings that protect a connection: encryption, cookies that other hosts cannot set, and a proxy in front."""

import os

HTTPS = os.environ.get("SERVANDA_HTTPS") == "1"
BEHIND_PROXY = os.environ.get("SERVANDA_BEHIND_PROXY") == "1"
_YEAR = 31_536_000  # seconds
_HOST = "__Host-" if HTTPS else ""  # a browser takes such a cookie only from this very host, encrypted

SESSION_COOKIE_NAME = f"{_HOST}servanda-session"
SESSION_COOKIE_AGE = 3600  # seconds without a request after which a session ends
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_LONGEST = 12 * 3600  # seconds after which a session ends, however busy it is
CSRF_COOKIE_NAME = f"{_HOST}servanda-form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "servanda.web.desk.doors.form_too_old"
DEVICE_COOKIE_NAME = f"{_HOST}servanda-device"

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = _YEAR if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # then people can sign in on this machine alone
