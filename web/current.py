"""
The request that is being answered, its site, and what is kept for it until it is answered.

They are what Flask's `request`, `current_app` and `g` stand for. Those look for them anew at every attribute, some
hundred times a page, which takes a twentieth of its time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, Request, current_app, g, request

current_request: Callable[[], Request] = request._get_current_object  # type: ignore[attr-defined]
current_site: Callable[[], Flask] = current_app._get_current_object  # type: ignore[attr-defined]
kept: Callable[[], Any] = g._get_current_object
