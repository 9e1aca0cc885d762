"""Elements with a brief of their own."""

from tests.browser.own import brief

STARTED = 60_000


def live(text: str, attributes: str = "") -> str:
    return f'<foldline-brief {attributes}><script type="application/json">{text}</script><a class="fallback" href="/">A story</a></foldline-brief>'


def made(number: int) -> str:
    return brief(f"Rain {number}").decode()
