"""The `csm` command. What is asked most and needs nothing is answered before the command-line library is imported."""

import sys


def main() -> None:
    """Run `csm` with the arguments of the process; ends it with the exit status of the command."""
    if sys.argv[1:] == ["--version"]:
        from csm_crawler import __version__

        sys.stdout.write(f"csm {__version__}\n")
        return
    from csm_crawler.cli.root import run

    sys.exit(run())
