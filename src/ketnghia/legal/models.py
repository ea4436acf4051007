"""Legal instruments and citations."""

from django.db import models

from ketnghia.legal.states import InstrumentKind


class LegalInstrument(models.Model):
    """A directive, decision, plan, dispatch or decree; or a news item that tells of one.

    ``number`` is empty and ``issued_on`` null where the source we have does not show them.
    ``verified`` is true only when the text was compared with the original.
    ``source`` says in Vietnamese where our text comes from. ``is_draft``: still being written with a campaign
    that is being prepared, and public only once that campaign is opened.
    """

    code = models.SlugField(max_length=60, unique=True)
    number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=InstrumentKind)
    title = models.CharField(max_length=400)
    abstract = models.TextField()
    verified = models.BooleanField(default=False)
    source = models.TextField()
    is_draft = models.BooleanField(default=False)

    class Meta:
        ordering = ["-issued_on", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=InstrumentKind.values), name="legal_instrument_kind"
            ),
        ]

    @property
    def cited_as(self) -> str:
        """Kind and number as officials cite it; a title, where there is no number, says its kind itself."""
        return f"{self.get_kind_display()} {self.number}" if self.number else self.title


class Citation(models.Model):
    """One sentence of an instrument, word for word, with a code to point at it."""

    instrument = models.ForeignKey(LegalInstrument, models.PROTECT, related_name="citations")
    code = models.SlugField(max_length=60)
    sentence = models.TextField()

    class Meta:
        ordering = ["instrument", "id"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "code"], name="legal_citation_code"),
        ]

    @property
    def reference(self) -> str:
        """ "instrument-code#citation-code", as written in the content folder."""
        return f"{self.instrument.code}#{self.code}"
