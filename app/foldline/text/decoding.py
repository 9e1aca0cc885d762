"""Bytes of a file as text: UTF-8, with or without its mark, or what the file itself names."""

import codecs
import re

UTF8_MARK = b"\xef\xbb\xbf"


class NotUtf8(ValueError):
    """A byte that is not UTF-8: which one, and the text before it."""

    def __init__(self, byte: int, before: str):
        super().__init__(f"the byte 0x{byte:02X} is not UTF-8")
        self.byte = byte
        self.before = before


def decode_utf8(data: bytes | str) -> str:
    """Return the text of a file, without the mark U+FEFF that may stand before it. Raises NotUtf8.

    >>> decode_utf8(b"\\xef\\xbb\\xbfrain")
    'rain'
    >>> decode_utf8(b"Z\\xfcrich")
    Traceback (most recent call last):
    foldline.text.decoding.NotUtf8: the byte 0xFC is not UTF-8
    """
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    whole = data.removeprefix(UTF8_MARK)
    try:
        return whole.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise NotUtf8(whole[error.start], whole[: error.start].decode("utf-8")) from None


_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"'](?P<xml>[\w.:-]{1,40})"
    rb"|<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*(?P<html>[\w.:-]{1,40})",
    re.I,
)
_ALIASES = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
"""What browsers take these names for (WHATWG, Encoding Standard): pages that name the one are
written in the other."""


def decode_stated(data: bytes) -> str:
    """Return the text of a file as `decode_utf8` does; in UTF-16 or UTF-32 where its mark says so,
    and where it is not UTF-8, in the encoding that its first lines name, as XML and HTML do. Raises
    NotUtf8.

    >>> decode_stated(b'<?xml version="1.0" encoding="ISO-8859-1"?><a>Z\\xfcrich</a>')[-13:]
    '<a>Zürich</a>'
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(name)
            except UnicodeDecodeError:
                break
    try:
        return decode_utf8(data)
    except NotUtf8:
        named = _NAMED.search(data[:4_096])
        name = (named["xml"] or named["html"]).decode("ascii").lower() if named else ""
        try:
            return data.decode(_ALIASES.get(name, name)) if name else decode_utf8(data)
        except (LookupError, UnicodeDecodeError, ValueError):
            return decode_utf8(data)
