"""Settings of accounts: how people sign in, how long a session lasts, and how guessing is slowed down."""

from datetime import timedelta

from servanda.config.organisations import issuers, provider

APPLICATIONS = (
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
)
AUTH_USER_MODEL = "servanda.Account"
# One that looks a password up: with a second one, a wrong password would take longer where there is an account.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
_RULES = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_RULES}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_RULES}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("email",)}},
    {"NAME": f"{_RULES}.CommonPasswordValidator"},
    {"NAME": f"{_RULES}.NumericPasswordValidator"},
]

ACCOUNT_ADAPTER = "servanda.web.desk.adapters.Accounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds after which an act that leaves the house asks who is there once more
# Passwords are counted by axes. What is left here are codes: who tries them knows the password already.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,5/5m/key,30/d/key"}
MFA_ADAPTER = "servanda.web.desk.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_DIGITS = 10
MFA_TOTP_TOLERANCE = 1  # codes before and after the one of now: clocks of telephones differ
MFA_TOTP_ISSUER = "Servanda"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an address is the one that the support unit has invited
MFA_FORMS = {
    "authenticate": "servanda.web.desk.codes.Authenticate",
    "reauthenticate": "servanda.web.desk.codes.Reauthenticate",
}
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
USERSESSIONS_ADAPTER = "servanda.web.desk.adapters.Devices"
USERSESSIONS_TRACK_ACTIVITY = True  # it is web.desk.sessions that does it, once a minute
ISSUERS = issuers()
SOCIALACCOUNT_ADAPTER = "servanda.web.desk.organisations.Organisations"
SOCIALACCOUNT_PROVIDERS = provider(ISSUERS)
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

AXES_HANDLER = "servanda.web.desk.guessing.Handler"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = "servanda.web.desk.guessing.counted_by"
AXES_USERNAME_CALLABLE = "servanda.web.desk.guessing.mark"
AXES_CLIENT_IP_CALLABLE = "servanda.web.desk.guessing.source"
AXES_LOCKOUT_CALLABLE = "servanda.web.desk.guessing.locked"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["login", "email", "password", "next", "csrfmiddlewaretoken"]
