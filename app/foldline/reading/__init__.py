"""Run the browser's side: start Python in the page, open briefs, and move between them.

`browser` is the only module that imports JavaScript, `features` is the register of what a reader
can do. Modules that call themselves pure run without a browser too.
"""
