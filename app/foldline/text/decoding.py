"""Bytes of a file as text: UTF-8, with or without its mark."""

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
