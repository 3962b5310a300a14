"""A URL -> a page: reads what is asked, asks `search`, renders. Every choice of a visitor is in the URL."""
