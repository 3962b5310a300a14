"""Quality of extraction, measured on labelled sets."""
