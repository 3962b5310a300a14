"""The site of the web tests, for those who try to break it."""

from tests.web.conftest import app, client, index_dir

__all__ = ["app", "client", "index_dir"]
