"""The command `meoktong`: its entry point.

Exit status: 0 done; 1 failed; 2 wrong usage (an unknown option, a file that is not there); 3 done
in part (which part failed is on standard error); 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import gc

#: Imports make a hundred thousand objects that stay; looking for garbage among them takes a fifth
#: of a short command's time.
_SELDOM = (200_000, 10, 10)


def main() -> None:
    """Run the command that the command line names, and leave at once with its status."""
    from detector.cli.leaving import leave

    try:
        run()
    except SystemExit as asked:
        leave(asked.code)


def run() -> None:
    """Run the command that the command line names, and exit with its status."""
    gc.set_threshold(*_SELDOM)
    from detector.cli.commands import meoktong

    meoktong(prog_name="meoktong")
