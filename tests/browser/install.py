"""Gets Debian's Chromium for the browser tests, where there is none yet. Needs only Python; fails without a browser."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")
REMEDY = (
    "there is no Chromium on this machine, and it could not be installed; install it (apt-get install chromium), or "
    "leave its tests out: .venv/bin/python -m pytest -m 'not browser'"
)


def find_browser():
    """The path of a Chromium on this machine, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install():
    """Asks apt for Chromium; returns whether it could be asked and said yes."""
    if not shutil.which("apt-get"):
        return False
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and not shutil.which("sudo"):
        return False
    quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    commands = (
        ["apt-get", "-qq", "update"],
        ["apt-get", "-qq", "install", "--yes", "--no-install-recommends", "chromium"],
    )
    return all(subprocess.run([*sudo, *command], check=False, **quiet).returncode == 0 for command in commands)


def main():
    if find_browser():
        return
    print("No Chromium here: installing Debian's for the browser tests ...", file=sys.stderr)
    if not (install() and find_browser()):
        sys.exit(REMEDY)


if __name__ == "__main__":
    main()
