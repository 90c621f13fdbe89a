"""The site as a WSGI application, for `hefu serve` and for any other server: `hefu.wsgi:application`."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application

from hefu.ledger.opening import open_ledger

open_ledger(create=True)
application = get_wsgi_application()

from hefu.web.operations.limits import look_at_limits  # noqa: E402
from hefu.web.operations.ready import ready  # noqa: E402

look_at_limits()
ready()
