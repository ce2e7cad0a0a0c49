"""The command line: a group of commands, and what becomes of errors.

Exit status: 0 done, 1 done with problems listed on standard error, 2 could not be done, 130 stopped
"""

from __future__ import annotations

import io
import os
import signal
import sys
from contextlib import suppress

import click
from click.shell_completion import shell_complete

from kg import __version__
from kg.commands.build import build, extract
from kg.commands.check import check
from kg.commands.merge import diff, link, merge
from kg.commands.push import push
from kg.commands.query import query, search
from kg.commands.say import say, say_what_is_logged
from kg.commands.serve import serve
from kg.commands.view import export, view
from kg.disk.files import FULL
from kg.errors import KGError

_STATUS_STOPPED = 130
"""As a shell counts whoever Ctrl-C ends."""
_MODES_WHEN_CLOSED = (os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)
"""How the empty device stands in for closed standard streams: writing to the output is an error."""


def main() -> None:
    """Run the command line; what goes wrong outside of `kg` becomes one sentence and exit status 2.

    What is left, such as a TypeError, is a defect of `kg`, and is shown as one.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy asks when it is loaded, later
    # glibc asks when a process starts that extracts: without this it keeps what an article needed
    os.environ.setdefault("MALLOC_TRIM_THRESHOLD_", str(4 * 1024**2))
    _open_closed_streams()
    _take_signals_for_ctrl_c()
    try:
        _complete_words()
        with commands.make_context("kg", sys.argv[1:]) as context:
            commands.invoke(context)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show(told := io.StringIO())
        _stop(*told.getvalue().expandtabs(2).splitlines(), status=error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        _stop(f"kg: stopped; {_after_a_stop(sys.argv[1:3])}", status=_STATUS_STOPPED)
    except BrokenPipeError:  # the reader of our output has seen enough, as `head` does
        _end(0)
    except KGError as error:
        first, *more = error.args
        _stop(f"kg: {first}", *more)
    except MemoryError:
        _stop("kg: there is not enough memory; close other programs, or give less at once")
    except RecursionError:
        _stop("kg: something in the input is nested too deep; leave it out")
    except OSError as error:
        where = error.filename or "standard output"
        advice = (
            "make room there" if error.errno in FULL else "check that it is there, and may be used"
        )
        _stop(f"kg: {where} cannot be read or written ({error.strerror or error}); {advice}")


def _after_a_stop(command: list[str]) -> str:
    """Say what there is after a command was stopped.

    >>> _after_a_stop(["build"])
    'what stood there before is whole; run it again to go on'
    """
    goes_on = "; run it again to go on" if "build" in command else ""
    return f"what stood there before is whole{goes_on}"


def _take_signals_for_ctrl_c() -> None:
    """Take TERM, and a terminal that closes, for Ctrl-C.

    What was begun is cleared away, and no process is left.
    """
    for one in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(one) is not signal.SIG_IGN:  # as nohup has it
            signal.signal(one, signal.default_int_handler)  # which raises KeyboardInterrupt


def _complete_words() -> None:
    """Tell the shell how the line that is being typed may go on, if that is what it asks for."""
    if instruction := os.environ.get("_KG_COMPLETE"):
        sys.exit(shell_complete(commands, {}, "kg", "_KG_COMPLETE", instruction))


def _stop(*lines: str, status: int = 2) -> None:
    """End with a message."""
    with suppress(OSError):  # if standard error is full, too, the exit status has to say it
        say(*lines, err=True)
    _end(status)


def _end(status: int) -> None:
    """End, without what could not be written yet, which Python would try once more."""
    for stream in (sys.stdout, sys.stderr):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(status)


def _open_closed_streams() -> None:
    """Open standard streams that are closed, and print what is not UTF-8, too.

    Else a file of ours would be taken for the stream.
    """
    for number, mode in enumerate(_MODES_WHEN_CLOSED):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)
    sys.stdin = sys.stdin or io.TextIOWrapper(io.FileIO(0, closefd=False))
    sys.stdout = sys.stdout or io.TextIOWrapper(io.FileIO(os.dup(1), "w"))
    sys.stderr = sys.stderr or io.TextIOWrapper(io.FileIO(2, "w", closefd=False))
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.version_option(__version__, "-V", "--version", prog_name="kg")
@click.option("-v", "--verbose", count=True, help="Say what is being done; twice, what is asked.")
def commands(verbose: int) -> None:
    """Turn news into a graph of who said what, on whose word, and where exactly.

    `kg build news/` reads articles and writes a graph, a store and a page to out/.
    """
    if verbose:
        say_what_is_logged(verbose)


for command in (build, extract, query, search, view, export, merge, link, diff, check, push, serve):
    commands.add_command(command)
