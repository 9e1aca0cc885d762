"""Explain why a fetch failed and what to do about it, from the output of npm or pip. Each is one
clause without a full stop.
"""

from __future__ import annotations

import re

__all__ = ["explain"]

_CONNECT = (
    "connect to the network (or look at the proxy settings) and try again: what has arrived so "
    "far is kept"
)

# The first pattern found decides, so the order matters: pip, for one, ends a lost connection with
# "no matching distribution", and a wrong hash is the thing to say even when a retry met a network
# error before.
_REASONS: tuple[tuple[str, str, str], ...] = (
    (
        r"EINTEGRITY|DO NOT MATCH THE HASHES",
        # pip 23 takes a file that was cut short for a whole one, so fewer bytes may be the reason
        # too.
        "what the {place} sent is not, or not all of, what Foldline pinned by hash, so it was "
        "thrown away",
        "try again, and if it happens again look at the mirror or proxy between you and the "
        "{place}",
    ),
    (
        r"ENOSPC|No space left on device|not enough space on the disk",
        "the disk is full",
        "free some space, or set FOLDLINE_CACHE to a folder on another disk",
    ),
    (
        r"CERT_|_CERT|SELF_SIGNED|certificate verify failed|CERTIFICATE_VERIFY_FAILED|certificate "
        r"has expired",
        "the {place}'s certificate isn't trusted on this machine",
        "tell {tool} of your network's certificate (its `{cert}` setting) and try again",
    ),
    (
        r"\bE40[137]\b|\b40[137] (Client Error|Unauthorized|Forbidden|Proxy)|ERROR: HTTP error "
        r"40[137]",
        "the {place} refuses access",
        "look at the sign-in that {tool}'s settings give for it",
    ),
    (
        r"ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|EPIPE"
        r"|ENOTCACHED|EPROTO"
        r"|ERR_SOCKET_TIMEOUT|ERR_INVALID_URL|Exit handler never called|socket hang up|network"
        r"|Failed to establish a new connection|Max retries exceeded|Temporary failure in name "
        r"resolution"
        r"|Connection (refused|reset|aborted|broken)|RemoteDisconnected|IncompleteRead|[Rr]ead "
        r"timed out|timed out"
        r"|ProxyError|connection error",
        "the {place} can't be reached",
        _CONNECT,
    ),
    (
        r"\bE5\d\d\b|5\d\d Server Error",
        "the {place} has a trouble of its own",
        "try again in a while: what has arrived so far is kept",
    ),
    (
        r"\bE404\b|ETARGET|No matching distribution found|404 Client Error",
        "the {place} that {tool} is set to use doesn't have a pinned version",
        "look at {tool}'s settings for the address it asks",
    ),
    (
        r"No module named pip\b",
        "this Python has no pip",
        "run `python -m ensurepip`, or install Foldline in a virtual environment",
    ),
)

_PLACES = {"npm": ("npm registry", "cafile"), "pip": ("Python package index", "cert")}


def explain(tool: str, output: str) -> tuple[str, str]:
    """Return (why, what to do) for a failed run of `tool` ("npm" or "pip") that printed `output`.

    >>> explain("npm", "npm error code ECONNREFUSED")[0]
    "the npm registry can't be reached"
    """
    place, cert = _PLACES[tool]
    for pattern, why, todo in _REASONS:
        if re.search(pattern, output):
            words = {"tool": tool, "place": place, "cert": cert}
            return why.format(**words), todo.format(**words)
    return f"{tool} gave up: {_last_words(output)}", "try again: what has arrived so far is kept"


def _last_words(output: str) -> str:
    """Return the first line that names an error, else the last line, without its full stop."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"(npm error (?!code)|ERROR:)", line)]
    line = (errors or lines[-1:] or ["it said nothing"])[0]
    return re.sub(r"^(npm error|ERROR:)\s*", "", line).rstrip(".")[:200]
