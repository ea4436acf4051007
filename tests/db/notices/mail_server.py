"""A mail server that answers as it is told."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

MAILERS = {"default": {"BACKEND": "tests.db.notices.mail_server.ToldServer"}}


class ToldServer(BaseEmailBackend):
    """Raises, for each letter in turn, what `answers` holds for it; takes what it holds nothing for."""

    at_the_door: ClassVar[Exception | None] = None
    answers: ClassVar[dict[str, Exception]] = {}
    taken: ClassVar[list[EmailMessage]] = []
    at_parting: ClassVar[Exception | None] = None

    @classmethod
    def quiet(cls) -> None:
        """As if nothing had ever come."""
        cls.at_the_door, cls.at_parting, cls.answers, cls.taken = None, None, {}, []

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)

    def open(self) -> None:
        """Let the client in, or not."""
        if self.at_the_door:
            raise self.at_the_door

    def close(self) -> None:
        """Say goodbye, or not."""
        if self.at_parting:
            raise self.at_parting

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Take the letters."""
        for message in email_messages:
            (address,) = message.to
            if address in self.answers:
                raise self.answers[address]
            self.taken.append(message)
        return len(email_messages)
