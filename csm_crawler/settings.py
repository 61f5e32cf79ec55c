"""Scrapy's settings; the reason stands beside each that differs from Scrapy's default.

Layers, later wins: this file, csm.toml, `CSM_*` in the environment, `-s NAME=…`.
"""

import gc
import os
import sys

from scrapy.settings import default_settings

from csm_crawler.config import load_config, user_agent
from csm_crawler.errors import ConfigError
from csm_crawler.items import COLUMNS
from csm_crawler.logformatter import dress_records
from csm_crawler.logs import TEXT_TIME, told

try:
    _config = load_config()
except ConfigError as _error:
    sys.stderr.write(told(str(_error), os.environ.get("CSM_LOG_FORMAT", "")))
    raise SystemExit(2) from None


# A run lives for seconds and imports some thousand modules that stay: looking through them for garbage again and again
# is a twelfth of its start-up. Python's own threshold is 700.
gc.set_threshold(20_000)


def _without(components: dict[str, int], *names: str) -> dict[str, int]:
    """A component set to None is imported all the same; one that is left out is not: a quarter of the start-up."""
    return {path: order for path, order in components.items() if path.rpartition(".")[2] not in names}


BOT_NAME = "csm_crawler"
SPIDER_MODULES = ["csm_crawler.spiders"]
NEWSPIDER_MODULE = "csm_crawler.spiders"
COMMANDS_MODULE = "csm_crawler.commands"

# --- what csm.toml and the environment say ------------------------------------------------------------------------
CSM_HOME = str(_config.home)
CSM_BASE_URL = _config.base_url
CSM_CONTACT = _config.contact
CSM_DATABASE = _config.database
CSM_FEEDS = str(_config.feeds)
CSM_SITES = list(_config.sites)
CSM_LOG_FORMAT = _config.log_format

# --- an honest and patient visitor --------------------------------------------------------------------------------
USER_AGENT = user_agent(_config.contact)
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "csm_crawler"
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1
DOWNLOAD_DELAY_JITTER = 0.3
DOWNLOAD_SLOTS = {"saved": {"delay": 0, "concurrency": 8, "jitter": 0}}  # saved pages are nobody's server
COOKIES_ENABLED = False
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "es,en;q=0.8,zh;q=0.6",
}

# --- bounds: a listing is small, and cron waits -------------------------------------------------------------------
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 16 * 2**20
DOWNLOAD_WARNSIZE = 4 * 2**20
RETRY_TIMES = 2
REDIRECT_MAX_TIMES = 8
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # the report names the page
DOWNLOAD_VERIFY_CERTIFICATES = True  # we republish what we read

# --- our parts ----------------------------------------------------------------------------------------------------
ITEM_PIPELINES = {
    "csm_crawler.pipelines.NormalizePipeline": 300,
    "csm_crawler.pipelines.StorePipeline": 800,
}
DOWNLOADER_MIDDLEWARES = {  # where Scrapy has those whose place they take
    "csm_crawler.middlewares.robots.RobotsMiddleware": 100,
    "csm_crawler.middlewares.tdm.TdmMiddleware": 110,
    "csm_crawler.middlewares.retry.RetryMiddleware": 550,
    "csm_crawler.middlewares.redirect.MetaRefreshMiddleware": 580,
    "csm_crawler.middlewares.compression.HttpCompressionMiddleware": 590,
    "csm_crawler.middlewares.redirect.RedirectMiddleware": 600,
    "csm_crawler.middlewares.conditional.ConditionalMiddleware": 880,
}
EXTENSIONS = {"csm_crawler.extensions.RunReport": 0, "csm_crawler.observing.Observer": 0}
SPIDER_CONTRACTS = {"csm_crawler.contracts.FixturesContract": 10}
LOG_FORMATTER = "csm_crawler.logformatter.LogFormatter"

# --- start-up is what cron pays: what we do not use is not imported ------------------------------------------------
# Telnet and remote control open ports in the process; there is no cookie, login or proxy to keep.
EXTENSIONS_BASE = _without(
    default_settings.EXTENSIONS_BASE,
    "TelnetConsole",
    "RemoteControl",
    "MemoryDebugger",
    "SpiderState",
    "AutoThrottle",
    "LogStats",
)
DOWNLOADER_MIDDLEWARES_BASE = _without(
    default_settings.DOWNLOADER_MIDDLEWARES_BASE,
    "OffsiteMiddleware",  # the spider asks for the pages of its site files only
    "HttpAuthMiddleware",
    "RobotsTxtMiddleware",
    "RetryMiddleware",
    "MetaRefreshMiddleware",
    "HttpCompressionMiddleware",
    "RedirectMiddleware",
    "CookiesMiddleware",
)
RETRY_EXCEPTIONS = [name for name in default_settings.RETRY_EXCEPTIONS if not str(name).endswith(".TunnelError")]
DOWNLOAD_HANDLERS_BASE = {
    "file": default_settings.DOWNLOAD_HANDLERS_BASE["file"],
    "http": "csm_crawler.handlers.HttpHandler",
    "https": "csm_crawler.handlers.HttpHandler",
}
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# --- a good run says nothing --------------------------------------------------------------------------------------
LOG_LEVEL = _config.log_level
LOG_DATEFORMAT = TEXT_TIME  # UTC, as everywhere
dress_records(_config.log_format)
STATS_DUMP = False

# --- `-O file`: one flat row an article, the same columns in the same order whatever was found ----------------------
FEED_EXPORT_ENCODING = "utf-8"
FEED_EXPORT_FIELDS = list(COLUMNS)
