"""The Opvolging: the acties that were chosen beside what the rules say now."""
