"""The pipeline, top to bottom: content/ → sources → posts → site → pages → outputs → a directory.

Every stage is a function from values to values and knows nothing of the next; this room alone knows their order, and alone
knows both the stages and the memory.
"""
