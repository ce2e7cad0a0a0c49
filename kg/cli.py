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
from kg.commands.say import say
from kg.commands.serve import serve
from kg.commands.view import export, view
from kg.disk.files import FULL
from kg.errors import KGError

STOPPED = 130
"""As a shell counts whoever Ctrl-C ends."""
CLOSED = (os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)
"""How the empty device stands in for a standard stream that is closed: to write to the output is an error."""


def main() -> None:
    """Run the command line; what goes wrong outside of `kg` becomes one sentence and exit status 2.

    What is left, such as a TypeError, is a defect of `kg`, and is shown as one.
    """
    stand_in()
    heed()
    try:
        complete()
        with commands.make_context("kg", sys.argv[1:]) as context:
            commands.invoke(context)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show(told := io.StringIO())
        stop(*told.getvalue().expandtabs(2).splitlines(), status=error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        stop("kg: stopped; what stood there before is whole", status=STOPPED)
    except BrokenPipeError:  # the reader of our output has seen enough, as `head` does
        end(0)
    except KGError as error:
        first, *more = error.args
        stop(f"kg: {first}", *more)
    except MemoryError:
        stop("kg: there is not enough memory; close other programs, or give less at once")
    except RecursionError:
        stop("kg: something in the input is nested too deep; leave it out")
    except OSError as error:
        where = error.filename or "standard output"
        advice = (
            "make room there" if error.errno in FULL else "check that it is there, and may be used"
        )
        stop(f"kg: {where} cannot be read or written ({error.strerror or error}); {advice}")


def heed() -> None:
    """Take TERM, and a terminal that closes, for Ctrl-C: what was begun is cleared away, and no process is left."""
    for one in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(one) is not signal.SIG_IGN:  # as nohup has it
            signal.signal(one, signal.default_int_handler)  # which raises KeyboardInterrupt


def complete() -> None:
    """Tell the shell how the line that is being typed may go on, if that is what it asks for."""
    if instruction := os.environ.get("_KG_COMPLETE"):
        sys.exit(shell_complete(commands, {}, "kg", "_KG_COMPLETE", instruction))


def stop(*lines: str, status: int = 2) -> None:
    """End with a message."""
    with suppress(OSError):  # if standard error is full, too, the exit status has to say it
        say(*lines, err=True)
    end(status)


def end(status: int) -> None:
    """End, without what could not be written yet, which Python would try once more."""
    for stream in (sys.stdout, sys.stderr):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(status)


def stand_in() -> None:
    """Open standard streams that are closed, so that no file of ours is taken for one, and print what is no UTF-8."""
    for number, mode in enumerate(CLOSED):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)
    sys.stdin = sys.stdin or io.TextIOWrapper(io.FileIO(0, closefd=False))
    sys.stdout = sys.stdout or io.TextIOWrapper(io.FileIO(os.dup(1), "w"))
    sys.stderr = sys.stderr or io.TextIOWrapper(io.FileIO(2, "w", closefd=False))
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
def commands() -> None:
    """Turn news into a graph of who said what, on whose word, and where exactly.

    `kg build news/` reads articles and writes a graph, a store and a page to out/.
    """


for command in (build, extract, query, search, view, export, merge, link, diff, check, push, serve):
    commands.add_command(command)
