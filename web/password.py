"""A password typed at a terminal -> its hash, for the setting CHANCERY_PASSWORD_HASH: `python -m web.password`."""

from __future__ import annotations

import sys
from getpass import getpass

from werkzeug.security import generate_password_hash

LEAST_CHARACTERS = 10


def main() -> int:
    """Prints the hash; 2 when the password is too short. What is typed is not shown."""
    password = getpass("password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if len(password) < LEAST_CHARACTERS:
        print(f"the password is too short: use at least {LEAST_CHARACTERS} characters", file=sys.stderr)
        return 2
    print(generate_password_hash(password))
    return 0


if __name__ == "__main__":
    sys.exit(main())
