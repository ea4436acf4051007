"""The content folder of a programme: checking it and loading it (programme, law, lists, forms, campaigns)."""

from ketnghia.reportforms.content.checking import check_content, read_definitions
from ketnghia.reportforms.content.loading import DutyRule, LoadResult, load_content
from ketnghia.reportforms.content.problems import ContentProblem, ContentRefusedError

__all__ = [
    "ContentProblem",
    "ContentRefusedError",
    "DutyRule",
    "LoadResult",
    "check_content",
    "load_content",
    "read_definitions",
]
