"""Django settings. Nothing else in hefu configures Django."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
