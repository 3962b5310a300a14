"""A reindex in a process of its own to which something happens at one step on the disk: it is killed, or cannot write.

A step is what changes the disk: a file opened for writing, a rename, a link, a removal, a new folder, a sync.
"""

import errno
import os
import signal
import sys
import traceback

from search.errors import IndexUnwritable
from search.pipeline import reindex

_CHANGES = {"os.rename", "os.link", "os.mkdir", "os.remove", "os.truncate"}
DONE, REFUSED, FAILED = 0, 11, 12


class Steps:
    """Counts the steps below a folder, and lets something happen at some of them."""

    def __init__(self, folder, happen):
        self._folder, self._happen, self.taken = str(folder), happen, []
        sync = os.fsync

        def counted_sync(descriptor):
            self._step("fsync", os.readlink(f"/proc/self/fd/{descriptor}"))
            sync(descriptor)

        os.fsync = counted_sync
        sys.addaudithook(self._heard)

    def _heard(self, event, arguments):
        if event in _CHANGES:
            self._step(event, os.fsdecode(arguments[0]) if isinstance(arguments[0], str | bytes | os.PathLike) else "")
        elif event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR):
            self._step(event, str(arguments[0]))

    def _step(self, kind, path):
        if path.startswith(self._folder):
            self.taken.append(f"{kind} {path.removeprefix(self._folder)}")
            self._happen(len(self.taken), kind)


def in_another_process(work):
    """Runs `work` in a fork of this process, which may be killed; returns its exit code, or minus its signal."""
    sys.stdout.flush()
    child = os.fork()
    if not child:
        code = FAILED
        try:
            work()
            code = DONE
        except IndexUnwritable:
            code = REFUSED
        except BaseException:  # whatever it is, this process must not go on as a second pytest
            traceback.print_exc()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def steps_of(seeds, index_dir, report):
    """The steps of an undisturbed reindex, one a line of the file `report`."""

    def work():
        steps = Steps(index_dir, lambda *_: None)
        reindex(seeds, index_dir, jobs=1)
        report.write_text("\n".join(steps.taken))

    assert in_another_process(work) == DONE
    return report.read_text().splitlines()


def killed_at(step, seeds, index_dir):
    def happen(number, _):
        if number == step:
            os.kill(os.getpid(), signal.SIGKILL)

    return in_another_process(lambda: _disturbed(seeds, index_dir, happen))


def unable_to_write_from(step, seeds, index_dir, *, steps=1_000_000):
    """For so many steps from `step` on nothing can be written; what is there can be removed, as on a full disk."""

    def happen(number, kind):
        if step <= number < step + steps and kind != "os.remove":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return in_another_process(lambda: _disturbed(seeds, index_dir, happen))


def _disturbed(seeds, index_dir, happen):
    Steps(index_dir, happen)
    reindex(seeds, index_dir, jobs=1)
