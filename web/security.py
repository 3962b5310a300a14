"""The site -> the same, every answer of which has headers that forbid what it never does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask

Wsgi = Callable[..., Iterable[bytes]]

# No script or style but the site's own files, no other host, no frame around a page.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = [
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
]


def guarded(site: Wsgi) -> Wsgi:
    """They go to the server as they are: in a response each of them would be looked at and copied, for every page."""

    def answer(environ: dict[str, Any], begin: Callable[..., object]) -> Iterable[bytes]:
        return site(environ, lambda status, headers, *failed: begin(status, headers + HEADERS, *failed))

    return answer


def init_app(app: Flask) -> None:
    app.wsgi_app = guarded(app.wsgi_app)  # type: ignore[method-assign]
