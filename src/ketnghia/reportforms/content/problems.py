"""A mistake in the content folder, as the person who edits it reads it."""

from dataclasses import dataclass

type Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class ContentProblem:
    """``file`` is relative to the folder; ``line`` counts from 1; ``message`` is a Vietnamese sentence."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class ContentRefusedError(Exception):
    """Content that is not loaded; nothing was changed in the database."""

    def __init__(self, problems: list[ContentProblem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
