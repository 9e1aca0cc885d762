"""Every error Foldline raises on purpose, as one tree.

Each carries one sentence a person can act on; `str(error)` is that sentence. Low code raises a
short reason, the outer layer (`cli`, `reading`) adds where it happened.
"""


class FoldlineError(Exception):
    """The root: catch this to catch all that Foldline raises on purpose."""


class BriefError(FoldlineError):
    """A brief or a file of settings that can't be used. `problems` has a sentence for each reason,
    with file, line and column.
    """

    def __init__(self, sentence: str, problems: list[str] | None = None):
        super().__init__(sentence)
        self.problems = problems or []


class WhenError(FoldlineError, ValueError):
    """A date that can't be true (31 February). One that can't be read is no error."""


class ImportRefused(FoldlineError):
    """A text that no brief can be made of: it is not in the format that was named, or in none that
    Foldline knows.
    """


class NotFound(FoldlineError):
    """A file, folder or address that was named and isn't there."""


class NotKept(FoldlineError):
    """Something that the browser's storage did not take, or did not give back."""


class RuntimeUnavailable(FoldlineError):
    """The runtime (PyScript, Pyodide, wheels) is not in the cache and couldn't be fetched or laid
    out.
    """


class PublishError(FoldlineError):
    """A site or file that couldn't be written; what stood there before still stands."""
