"""Print the measures of all engines."""

import sys
from pathlib import Path

import pytest

sys.exit(pytest.main(["-q", "-s", str(Path(__file__).parent / "test_search_quality.py")]))
