"""The root of the command line: its groups are imported when they are asked for."""

import importlib
import os
import sys
from pathlib import Path

import click

from csm_crawler import __version__
from csm_crawler.errors import CsmError

COMMANDS = {
    "init": ("csm_crawler.cli.init", "Make a home folder with a commented csm.toml."),
    "run": ("csm_crawler.cli.run", "Collect the sites that are due, store, publish what changed."),
    "status": ("csm_crawler.cli.status", "Say how the sites stand: broken, quiet, moved, and when they are due."),
    "publish": ("csm_crawler.cli.publish", "Write the feeds again from the store."),
    "articles": ("csm_crawler.cli.articles", "List the stored articles."),
    "trends": ("csm_crawler.cli.trends", "Say which platforms are written about, and what changed."),
    "serve": ("csm_crawler.cli.serve", "Serve the feeds on this machine, and a feed of any query."),
    "add": ("csm_crawler.cli.add", "Find out how a page can be read, and write its site file."),
    "sites": ("csm_crawler.cli.sites", "List, check, enable, disable and export sites."),
    "import": ("csm_crawler.cli.import_", "Write site files for the feeds of an OPML file."),
    "detect": ("csm_crawler.cli.detect", "Show the articles of a page that nobody described."),
    "explain": ("csm_crawler.cli.explain", "Say where an article's words, date and tags come from."),
    "reprocess": ("csm_crawler.cli.reprocess", "Apply today's rules and catalogue to the whole archive."),
    "doctor": ("csm_crawler.cli.doctor", "Say what is wrong with this home, and what to do."),
    "schedule": ("csm_crawler.cli.schedule", "Print what runs csm by cron, systemd, GitHub or Docker."),
    "store": ("csm_crawler.cli.store", "Keep the store on a branch of git between runs."),
    "clean": ("csm_crawler.cli.clean", "Remove what csm.toml does not keep any longer."),
    "db": ("csm_crawler.cli.db", "Show, upgrade and check the database."),
    "platforms": ("csm_crawler.cli.platforms", "Say which platforms a text is about."),
}
"""Module and short help of each, so that `csm --help` imports none of them."""


class LazyGroup(click.Group):
    """Commands by name; the module is imported when its command is called or asked for its help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """None where there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """From the table above."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_module, text) in COMMANDS.items()])


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: csm -C ~/csm init && csm -C ~/csm run",
)
@click.version_option(__version__, prog_name="csm", message="%(prog)s %(version)s")
@click.option(
    "-C",
    "home",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="The home folder (default: $CSM_HOME, else the working folder).",
)
def cli(home: Path | None) -> None:
    """News about China's digital-marketing platforms, as one clean feed a platform."""
    if home is not None:
        os.environ["CSM_HOME"] = str(home)


def run() -> int:
    """The exit status; an error of ours is one line on stderr."""
    try:
        result = cli.main(prog_name="csm", standalone_mode=False)
    except click.exceptions.Abort:
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except CsmError as error:
        from csm_crawler.logs import told

        sys.stderr.write(told(str(error), os.environ.get("CSM_LOG_FORMAT", "")))
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output is gone (`| head`): nothing is left to say
        return 0
    return result if isinstance(result, int) else 0
