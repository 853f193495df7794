"""Tokens open sessions and invitations; only their hashes are stored."""

import hashlib


def hash_token(token: str) -> str:
    """SHA-256, in hex; tokens are random, so no salt or stretching is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
