"""The rooms, through HTTP without a browser."""
