"""The site under load, beside Datasette serving the same documents."""
