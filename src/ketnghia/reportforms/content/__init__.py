"""The content folder of a programme: checking it needs no database; `content.loading` writes it into one."""

from ketnghia.reportforms.content.checking import check_content, read_definitions
from ketnghia.reportforms.content.problems import ContentProblem, ContentRefusedError

__all__ = ["ContentProblem", "ContentRefusedError", "check_content", "read_definitions"]
