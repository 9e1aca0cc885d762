"""Fetch bytes from an address, with a limit, and with one sentence for each way in which that
fails.
"""

from typing import Any

from foldline.errors import BriefError, NotFound
from foldline.locales import Words
from foldline.reading import browser
from foldline.story.loading import LARGEST_BRIEF


async def _response(address: str, words: Words) -> Any:
    try:
        response = await browser.window.fetch(address)
    except Exception:
        raise NotFound(words("reasons.brief.unreachable")) from None
    if not response.ok:
        raise NotFound(words("reasons.brief.absent", status=response.status))
    return response


def _too_large(words: Words) -> BriefError:
    return BriefError(words("reasons.brief.too_large", size=words.number(LARGEST_BRIEF / 1e6)))


async def fetch_bytes(address: str, words: Words) -> bytes:
    """Return what the address holds. Raises NotFound where nothing comes, and BriefError where more
    comes than a brief may have."""
    return (await fetch_with_address(address, words))[0]


async def fetch_with_address(address: str, words: Words) -> tuple[bytes, str]:
    """Return what `fetch_bytes` returns, and the address that it came from in the end."""
    response = await _response(address, words)
    if int(response.headers.get("content-length") or 0) > LARGEST_BRIEF:
        if response.body:
            await response.body.cancel()
        raise _too_large(words)
    if not response.body:
        return b"", response.url
    reader = response.body.getReader()
    chunks: list[bytes] = []
    size = 0
    while not (part := await reader.read()).done:
        size += part.value.byteLength
        if size > LARGEST_BRIEF:
            await reader.cancel()
            raise _too_large(words)
        chunks.append(part.value.to_bytes())
    return b"".join(chunks), response.url
