"""Fetch bytes from an address, with a limit, and with one sentence for each way in which that
fails.
"""

from typing import Any

from foldline.errors import BriefError, NotFound
from foldline.reading import browser
from foldline.story.loading import LARGEST_BRIEF

_TOO_LARGE = f"is larger than a brief may be, {LARGEST_BRIEF / 1e6:.0f} MB"


async def _response(address: str) -> Any:
    try:
        response = await browser.window.fetch(address)
    except Exception:
        raise NotFound(
            "could not be reached: the network is down, or that server does not let this page "
            "read it"
        ) from None
    if not response.ok:
        raise NotFound(f"is not there: the server answered {response.status}")
    return response


async def fetch_text(address: str) -> str:
    """Return the text of a page of the site, however large. Raises NotFound where none comes."""
    return str(await (await _response(address)).text())


async def fetch_bytes(address: str) -> bytes:
    """Return what the address holds. Raises NotFound where nothing comes, and BriefError where more
    comes than a brief may have."""
    return (await fetch_with_address(address))[0]


async def fetch_with_address(address: str) -> tuple[bytes, str]:
    """Return what `fetch_bytes` returns, and the address that it came from in the end."""
    response = await _response(address)
    if int(response.headers.get("content-length") or 0) > LARGEST_BRIEF:
        if response.body:
            await response.body.cancel()
        raise BriefError(_TOO_LARGE)
    if not response.body:
        return b"", response.url
    reader = response.body.getReader()
    chunks: list[bytes] = []
    size = 0
    while not (part := await reader.read()).done:
        size += part.value.byteLength
        if size > LARGEST_BRIEF:
            await reader.cancel()
            raise BriefError(_TOO_LARGE)
        chunks.append(part.value.to_bytes())
    return b"".join(chunks), response.url
