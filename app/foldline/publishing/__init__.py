"""CPython's side: the runtime, the site, the file, the server. Only here are files, processes and
Node.
"""
