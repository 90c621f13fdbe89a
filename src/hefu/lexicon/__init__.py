"""Data, not code: units, areas, indicators, plan periods, wording; and their loaders."""
