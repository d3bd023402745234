"""How good search is: queries with graded answers over short Arabic texts, asked of several engines.

    make test ARGS="-s tests/search_quality"

prints what each engine reaches on the database of ``DATABASE_URL``; PostgreSQL's own Arabic only there.
"""
