"""The command `meoktong`: its entry point.

Exit status: 0 done; 1 failed; 2 wrong usage (an unknown option, a file that is not there); 3 done
in part (which part failed is on standard error); 130 stopped with Ctrl-C.
"""

from __future__ import annotations


def main() -> None:
    """Run the command that the command line names, and exit with its status."""
    from detector.cli.commands import meoktong

    meoktong(prog_name="meoktong")
