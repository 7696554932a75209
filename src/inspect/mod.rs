//! What stands in a document, revision by revision: its structure, not a verdict.
