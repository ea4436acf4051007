"""Measurements: what `make bench` runs, each on a database of its own that is thrown away.

Importing this package loads the application on the database the environment names.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ketnghia.config.settings")
django.setup()
