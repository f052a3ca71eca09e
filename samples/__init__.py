"""Two samples that fill the inbox of a home: a fictional network, and the public record of real cities.

Samples are inputs like any other: nothing of the platform knows that they are samples, apart from the title
and statement that every page carries. `registry.py` lists them; how they are read belongs to `assets/intake`.
"""
