"""The door for the web server."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ketnghia.config.settings")

application = get_wsgi_application()
# Read once, so that a production without its key stops here and not at the first visitor.
settings.SECRET_KEY  # noqa: B018 - the reading is the point
# What is loaded by now stays for good: the collector of garbage need not walk it again at each round, and
# a request makes some ten thousand objects that nearly all go by themselves.
gc.freeze()
gc.set_threshold(20_000, 20, 20)
