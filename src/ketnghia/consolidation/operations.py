"""Writes on reports with their computed sections filled: a district's Form 2 holds what its communes'
accepted reports say at that moment. Same arguments and refusals as in `reports.operations`.
"""

from functools import partial
from typing import Final

from ketnghia.consolidation.district import derive
from ketnghia.reports import operations

save: Final = partial(operations.save, derive=derive)
perform: Final = partial(operations.perform, derive=derive)
resolve_conflict: Final = partial(operations.resolve_conflict, derive=derive)
