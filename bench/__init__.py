"""Speed and accuracy of hefu, side by side with peers. `python bench/run.py` is the whole of it; see docs/bench.md."""
