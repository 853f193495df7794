"""Cookies, headers and forgery protection, the same for every page."""

from datetime import timedelta

from flask import Flask, Response, request
from flask_wtf.csrf import CSRFProtect

from app.settings import Settings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
LARGEST_REQUEST = 64 * 1024
LONGEST_COOKIE = timedelta(days=1)


def install(app: Flask, settings: Settings) -> None:
    """Configure cookies and forgery protection; put the headers on every response."""
    app.config.update(
        SECRET_KEY=settings.key("session"),
        SESSION_COOKIE_NAME="__Host-myelog" if settings.https else "myelog",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=LONGEST_COOKIE,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        SEND_FILE_MAX_AGE_DEFAULT=LONGEST_COOKIE,  # style sheets and fonts are not asked for again on every page
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        WTF_CSRF_TIME_LIMIT=None,  # a resting patient keeps the page; the token ends with the session
        WTF_CSRF_SSL_STRICT=settings.https,
    )
    CSRFProtect(app)
    strict_transport = {"Strict-Transport-Security": "max-age=31536000"} if settings.https else {}
    headers = {**HEADERS, **strict_transport}

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "no-store")
        return response


def forget_everything(response: Response) -> Response:
    """Ask the browser to drop what it cached and stored, pages kept for Back included: the tablet changes hands."""
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
