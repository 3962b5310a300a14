"""A Whoosh index on flat arrays, and a vectorised evaluator for Whoosh queries; see docs/engine.md."""
