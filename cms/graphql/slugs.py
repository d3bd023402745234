"""The slugs that root fields are asked for."""


def comparable(slug: str) -> str:
    """``slug`` as every database can compare it. PostgreSQL takes no NUL; no row has what stands for it here."""
    return slug.replace("\0", "\ufffd")
