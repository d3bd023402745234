"""Every setting of the site, read once from the environment and safe by default."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import environ
from corsheaders.defaults import default_headers
from redis.backoff import NoBackoff
from redis.retry import Retry

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(BASE_DIR / ".env", overwrite=False)

# A local run serves its own pictures, explorer and start page over plain HTTP. Everything else is production.
LOCAL = env.bool("LOCAL", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if LOCAL else [])
BASE_URL = env.str("BASE_URL", default="http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))

INSTALLED_APPS = [
    "cms.apps.CmsConfig",
    "import_scripts",
    "pages",
    "snippets",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "axes",
    "corsheaders",
    "django_filters",
    "graphene_django",
    "graphene_django_graphiql_static",
    "grapple",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "cms.graphql.shortcut.shortcut",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# Writes by program: Wagtail's REST API v3, for holders of a token only.
REST_API = env.bool("REST_API", default=False)
if REST_API:
    INSTALLED_APPS.append("wagtail.api.v3")

# Database and cache -------------------------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL lets readers go on while one writes; IMMEDIATE makes a second writer wait at BEGIN instead of failing at its
    # first write (sqlite.org/wal.html, sqlite.org/lang_transaction.html).
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Seconds until a server that does not answer is given up, before and after it was reached (libpq).
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 3,
        "tcp_user_timeout": 5000,
        # Of the API's queries alone (cms/graphql/compiled.py): they are planned once in each connection.
        "prepare_threshold": 1 if env.bool("PREPARED_STATEMENTS", default=True) else None,
        **DATABASES["default"].get("OPTIONS", {}),
    }


def _cache(name: str, entries: int) -> dict[str, Any]:
    """A part of the cache that the others cannot crowd out; Redis may be away (see cms/redis_cache.py)."""
    cache = env.cache("CACHE_URL", default="locmemcache://")
    if cache["BACKEND"].endswith("LocMemCache"):
        return {**cache, "LOCATION": name, "OPTIONS": {"MAX_ENTRIES": entries}}
    if cache["BACKEND"].endswith("RedisCache"):
        patience = {"socket_connect_timeout": 0.25, "socket_timeout": 0.25, "retry": Retry(NoBackoff(), 0)}
        cache |= {"BACKEND": "cms.redis_cache.OptionalRedisCache", "OPTIONS": cache.get("OPTIONS", {}) | patience}
    return {**cache, "KEY_PREFIX": name}


CACHES = {
    "default": _cache("default", 1_000),
    "counters": _cache("counters", 100_000),
    "operations": _cache("operations", 10_000),
}

if CACHES["default"]["BACKEND"] == "cms.redis_cache.OptionalRedisCache":
    CACHES["answers"] = _cache("answers", 0)  # several hosts share their answers

# Answers that are kept ahead of Django: bytes in each process, and seconds for which an outdated one may be given while
# a new one is made. Seconds for which caches in front of the site may keep an answer, and bytes of each of the two
# headers that tell them what it is made of.
ANSWER_CACHE_BYTES = env.int("ANSWER_CACHE_BYTES", default=64 * 1024 * 1024)
ROW_CACHE_BYTES = env.int("ROW_CACHE_BYTES", default=64 * 1024 * 1024)
STALE_SECONDS = env.int("STALE_SECONDS", default=0)
CDN_SECONDS = env.int("CDN_SECONDS", default=0)
CDN_TAG_BYTES = env.int("CDN_TAG_BYTES", default=1_500)

# Counts for Prometheus at /metrics, for whoever asks: not where the public can reach it.
METRICS = env.bool("METRICS", default=LOCAL)

# Folder of the file by which the processes of this machine tell each other what has changed (cms/caching/memory.py).
VERSIONS_DIR = env.str("VERSIONS_DIR", default="")

# Language -----------------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "ar"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("ar", "العربية"), ("en", "English")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("ar", "العربية"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "cms" / "locale"]
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "cms.formats"
TIME_ZONE = WAGTAIL_USER_TIME_ZONES_DEFAULT = env.str("TIME_ZONE", default="Asia/Riyadh")
# What editors choose from, without two names that some hosts have and no browser knows.
WAGTAIL_USER_TIME_ZONES = sorted(available_timezones() - {"Factory", "localtime"})

# Slugs that are made of titles: Arabic as it is typed, or in Latin letters.
SLUG_TRANSLITERATION = env.bool("SLUG_TRANSLITERATION", default=False)

# Files --------------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Sessions and transport ---------------------------------------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not LOCAL
SECURE_HSTS_SECONDS = 0 if LOCAL else env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LOCAL
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many proxies stand in front, each of which adds the address of whom it speaks for to X-Forwarded-For.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

# Wrong passwords are counted by the address that sends them, in the database: a cache may be away or be emptied.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_CLIENT_IP_CALLABLE = "cms.clients.client_address"
AXES_LOCKOUT_PARAMETERS = ["ip_address"]
AXES_FAILURE_LIMIT = env.int("LOGIN_FAILURES", default=10)
AXES_COOLOFF_TIME = timedelta(minutes=env.int("LOGIN_PAUSE_MINUTES", default=15))
AXES_LOCKOUT_CALLABLE = "cms.lockout.locked_out"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

# Wagtail ------------------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "شبكات · Shabakat"
WAGTAILADMIN_USER_LOGIN_FORM = "cms.sign_in.SignInForm"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILIMAGES_IMAGE_MODEL = "snippets.Picture"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "snippets.picture_form.PictureForm"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = env.int("MAX_IMAGE_PIXELS", default=50_000_000)
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # the admin asks nobody outside
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILREDIRECTS_AUTO_CREATE = False  # pages/redirects.py does
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
# The text is folded before it is indexed (cms/arabic.py), so PostgreSQL only splits it into words, as SQLite does.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.search_backend", "SEARCH_CONFIG": "simple"}}
TASKS = {"default": {"BACKEND": "cms.tasks.Tasks"}}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long article's editor sends more than Django's thousand

# Seconds for which the frontend may show what an editor is working on.
PREVIEW_SECONDS = env.int("PREVIEW_SECONDS", default=3_600)

# GraphQL ------------------------------------------------------------------------------------------------------------

EXPLORER = env.bool("EXPLORER", default=LOCAL)
GRAPPLE = {
    "APPS": ["snippets", "pages", "wagtaildocs"],
    "PAGE_INTERFACE": "cms.graphql.interfaces.PageInterface",
    "SNIPPET_INTERFACE": "cms.graphql.interfaces.SnippetInterface",
}

# The limits are counted as cms/graphql/limits.py and costs.py say; times are in seconds, and 0 is without limit.
GRAPHQL = {
    "MAX_BODY": env.int("GRAPHQL_MAX_BODY", default=64 * 1024),
    "MAX_SOURCE": env.int("GRAPHQL_MAX_SOURCE", default=16 * 1024),
    "MAX_TOKENS": env.int("GRAPHQL_MAX_TOKENS", default=2_000),
    "MAX_DEPTH": env.int("GRAPHQL_MAX_DEPTH", default=10),
    "MAX_ALIASES": env.int("GRAPHQL_MAX_ALIASES", default=15),
    "MAX_ROOT_FIELDS": env.int("GRAPHQL_MAX_ROOT_FIELDS", default=10),
    "MAX_DIRECTIVES": env.int("GRAPHQL_MAX_DIRECTIVES", default=20),
    "MAX_COST": env.int("GRAPHQL_MAX_COST", default=2_000),
    "STATEMENT_SECONDS": env.float("GRAPHQL_STATEMENT_SECONDS", default=2.0),
    "REQUEST_SECONDS": env.float("GRAPHQL_REQUEST_SECONDS", default=10.0),
    "INTROSPECTION": env.bool("GRAPHQL_INTROSPECTION", default=True),
    "PERSISTED_OPERATIONS": env.int("GRAPHQL_PERSISTED_OPERATIONS", default=1_000),
    "TRUSTED_DOCUMENTS": env.str("GRAPHQL_TRUSTED_DOCUMENTS", default=""),
    "ONLY_TRUSTED_DOCUMENTS": env.bool("GRAPHQL_ONLY_TRUSTED_DOCUMENTS", default=False),
}
RATE_LIMIT = env.int("RATE_LIMIT", default=600)
RATE_LIMIT_TOKEN = env.int("RATE_LIMIT_TOKEN", default=6_000)
API_TOKENS = frozenset(env.list("API_TOKENS", default=[]))

# Without origins nothing is done, and no answer varies by one. Cookies are never allowed: no answer depends on them.
CORS_ALLOWED_ORIGINS = env.list("CORS_ALLOWED_ORIGINS", default=[])
CORS_ALLOW_ALL_ORIGINS = CORS_ALLOWED_ORIGINS == ["*"]
if CORS_ALLOW_ALL_ORIGINS:
    CORS_ALLOWED_ORIGINS = []
CORS_URLS_REGEX = r"^/graphql/?$" if CORS_ALLOW_ALL_ORIGINS or CORS_ALLOWED_ORIGINS else r"(?!)"
CORS_ALLOW_METHODS = ["GET", "POST"]
CORS_ALLOW_HEADERS = [*default_headers, "apollographql-client-name", "apollographql-client-version"]
CORS_EXPOSE_HEADERS = ["Retry-After"]
CORS_ALLOW_CREDENTIALS = False

# Caches in front -----------------------------------------------------------------------------------------------------

# Which caches are told to forget after a change; what may stand there is said by cms/caching/targets.py. Addresses hold
# no secrets, so that they may be shown; Django hides settings that are called tokens.
PURGE_TARGETS = [address.strip() for address in env.list("PURGE_TARGETS", default=[])]
CLOUDFLARE_TOKEN = env.str("CLOUDFLARE_TOKEN", default="")
FASTLY_TOKEN = env.str("FASTLY_TOKEN", default="")
PURGE_AGAIN_SECONDS = env.int("PURGE_AGAIN_SECONDS", default=20 + STALE_SECONDS)
PURGE_DAYS = env.int("PURGE_DAYS", default=7)
