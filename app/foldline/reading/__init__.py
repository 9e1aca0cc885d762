"""The browser's side: starts Python in the page, opens briefs, and moves between them.

`browser` is the one border to JavaScript, `features` the register of what a reader can do. Modules
that call themselves pure run without a browser too.
"""
