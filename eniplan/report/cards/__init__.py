"""What a notebook shows of a plan, an inventory, its ENIs, requests, findings and refusals: a small table of HTML.

Every text is escaped where an element is made of it (``element``), tables are made in one place (``table``), colours
come from the palette (``style``). No scripts, nothing that acts; what does not fit is counted, and a frame has all.
"""
