"""Bytes from an address, with a limit, and one sentence for each way in which that fails."""

from pyscript import window

from foldline.errors import BriefError, NotFound
from foldline.story.loading import LARGEST_BRIEF

_TOO_LARGE = f"is larger than a brief may be, {LARGEST_BRIEF / 1e6:.0f} MB"


async def _answer(address: str):
    try:
        response = await window.fetch(address)
    except Exception:
        raise NotFound(
            "could not be reached: the network is down, or that server does not let this page "
            "read it"
        ) from None
    if not response.ok:
        raise NotFound(f"is not there: the server answered {response.status}")
    return response


async def fetched_text(address: str) -> str:
    """The text of a page of the site's own, however large. Raises NotFound where nothing comes."""
    return await (await _answer(address)).text()


async def fetched_bytes(address: str) -> bytes:
    """What the address holds. Raises NotFound where nothing comes, BriefError where too much does."""
    return (await fetched_from(address))[0]


async def fetched_from(address: str) -> tuple[bytes, str]:
    """What `fetched_bytes` gives, and the address that it came from in the end."""
    response = await _answer(address)
    if int(response.headers.get("content-length") or 0) > LARGEST_BRIEF:
        if response.body:
            await response.body.cancel()
        raise BriefError(_TOO_LARGE)
    if not response.body:
        return b"", response.url
    reader = response.body.getReader()
    chunks, size = [], 0
    while not (part := await reader.read()).done:
        size += part.value.byteLength
        if size > LARGEST_BRIEF:
            await reader.cancel()
            raise BriefError(_TOO_LARGE)
        chunks.append(part.value.to_bytes())
    return b"".join(chunks), response.url
