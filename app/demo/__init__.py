"""A made-up study for trying Myelog: people with courses that look like people's, played through the real acts."""

from app.demo.playing import build_demo, opening_of

SIGN_INS = "sign-ins.txt"
"""The file beside the settings that tells whoever tries the demo how to sign in."""

__all__ = ["SIGN_INS", "build_demo", "opening_of"]
