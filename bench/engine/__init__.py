"""The engine and its peers, side by side on the same documents and queries."""
