"""
The locked dependencies -> their known vulnerabilities, as OSV (https://osv.dev) has them.

Ends with 1 when there are any, each named with its pages. Where OSV cannot be reached it says so loudly and ends with
0: a check must not fail for want of a network. Needs only Python.
"""

import json
import re
import sys
import urllib.error
import urllib.request
from pathlib import Path

LOCKS = ("requirements.txt", "requirements-dev.txt")
OSV = "https://api.osv.dev/v1/querybatch"
SECONDS = 5
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def pins(text):
    """Name and version of everything that a lock file pins."""
    return sorted(set(_PIN.findall(text)))


def known_vulnerabilities(pinned, address=OSV):
    """The ids of what is known against each pin that has any; raises OSError when OSV cannot be reached."""
    queries = [{"package": {"name": name, "ecosystem": "PyPI"}, "version": version} for name, version in pinned]
    body = json.dumps({"queries": queries}).encode()
    asked = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(asked, timeout=SECONDS) as response:
        results = json.load(response)["results"]
    return {
        pin: [found["id"] for found in result["vulns"]]
        for pin, result in zip(pinned, results, strict=True)
        if result.get("vulns")
    }


def main(address=OSV):
    project = Path(__file__).parent.parent
    pinned = pins("\n".join((project / lock).read_text() for lock in LOCKS))
    try:
        found = known_vulnerabilities(pinned, address)
    except (OSError, ValueError, KeyError) as error:
        said = f"NOT CHECKED for known vulnerabilities: {address} gave no answer ({error})"
        print("!" * 90, said, "!" * 90, sep="\n", file=sys.stderr)
        return 0
    for (name, version), ids in found.items():
        print(f"{name} {version}: " + ", ".join(f"https://osv.dev/{each}" for each in ids), file=sys.stderr)
    print(f"{len(pinned)} locked packages, {len(found)} with known vulnerabilities")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
