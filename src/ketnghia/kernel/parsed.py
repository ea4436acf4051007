"""What reading a typed value gives: a value, or a sentence that says what to type."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parsed[T]:
    """Outcome of reading one typed value.

    Blank text gives neither value nor error: nothing reported is not zero. ``ambiguous`` asks the
    screen to echo the value in words. ``error`` is a Vietnamese sentence, None when the text was read.
    """

    value: T | None = None
    ambiguous: bool = False
    error: str | None = None

    @property
    def blank(self) -> bool:
        return self.value is None and self.error is None
