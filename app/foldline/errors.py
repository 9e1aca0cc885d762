"""Every error Foldline raises on purpose, as one tree.

Each carries one sentence a person can act on; `str(error)` is that sentence. Low code raises a
short reason, the outer layer (`cli`, `reading`) adds where it happened.
"""


class FoldlineError(Exception):
    """The root: catch this to catch all that Foldline says on purpose."""


class BriefError(FoldlineError):
    """A brief that can't be read at all. `problems` (a list of `loading.Problem`) says where and
    why.
    """

    def __init__(self, sentence: str, problems: list | None = None):
        super().__init__(sentence)
        self.problems = problems or []


class WhenError(FoldlineError, ValueError):
    """A date that can't be true (31 February), as opposed to one that can't be read."""


class ImportRefused(FoldlineError):
    """A text of which no brief can be made: it is not of the format it was said to be, or of none
    that is known.
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
