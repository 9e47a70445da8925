"""The pages: the same engine, words and documents in a browser, over a store that keeps every version."""
