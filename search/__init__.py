"""
The engine of Chancery: seeds in, answers out; it knows nothing of the web.

In:  cli -> pipeline -> sources -> extraction -> schema -> columnar -> storage
Out: searcher -> query, columnar, snippets
The two meet only in schema, columnar, storage and the values of model.
"""
