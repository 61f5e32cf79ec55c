"""`python -m csm_crawler`: the `csm` command where the project is not installed."""

from csm_crawler.cli import main

if __name__ == "__main__":
    main()
