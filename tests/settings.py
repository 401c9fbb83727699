"""The town's own settings, with a data folder made for this run and cheap passwords.

A database may be named from outside: the suite runs on SQLite and on PostgreSQL.
"""

import os
import tempfile

os.environ["FAIRPLACE_DATA_DIR"] = tempfile.mkdtemp(prefix="fairplace-tests-")
os.environ["FAIRPLACE_SECRET_KEY"] = "only-for-tests-only-for-tests-only-for-tests-only"
for name in ("FAIRPLACE_SMTP_HOST", "FAIRPLACE_DEMO", "FAIRPLACE_DEBUG", "FAIRPLACE_HTTPS"):
    os.environ.pop(name, None)

from fairplace.town.config.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
