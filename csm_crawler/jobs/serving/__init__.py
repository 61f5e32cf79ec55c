"""`csm serve`: the published files, and feeds of any query, over HTTP."""
