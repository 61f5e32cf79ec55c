"""Pages by their bytes: what is larger than DOWNLOAD_MAXSIZE, packed or unpacked, or not packed as it says, is lost."""

import zlib

from scrapy.downloadermiddlewares import httpcompression
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Request, Response

from csm_crawler.errors import PageError
from csm_crawler.logformatter import tell_at_debug

tell_at_debug(httpcompression.__name__)


class HttpCompressionMiddleware(httpcompression.HttpCompressionMiddleware):
    """Scrapy's own, with named failures."""

    # Scrapy deprecates the third argument that its own methods still take.
    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """PageError where the body cannot be unpacked."""
        encoding = (response.headers.get("Content-Encoding") or b"").decode("latin-1")
        try:
            return super().process_response(request, response)
        except IgnoreRequest as error:
            raise PageError(request.url, f"is too large: over {self._limit(request)} MB when unpacked") from error
        except (OSError, EOFError, ValueError, zlib.error) as error:
            if not response.body:
                raise  # an empty answer is worth another try, see RETRY_EXCEPTIONS
            raise PageError(request.url, f"is not packed as it says ({encoding})") from error

    def process_exception(self, request: Request, exception: Exception) -> None:
        """PageError where the download was broken off because of its size."""
        if isinstance(exception, DownloadCancelledError):
            raise PageError(request.url, f"is too large: over {self._limit(request)} MB") from exception

    def _limit(self, request: Request) -> int:
        """In MB."""
        return int(request.meta.get("download_maxsize", self._max_size)) // 2**20
