"""Plans, inventories and findings as pandas frames.

``tables`` says what every frame has: its rows, and each column with its dtype and what it means. Empty frames, the
builders' documentation and the frame ``columns`` come from there. The other modules fill the tables: ``placed`` and
``texts`` turn a plan's machine integers into columns by whole arrays, so that a frame of a million addresses takes a
few times what pandas takes for columns that are ready.
"""
