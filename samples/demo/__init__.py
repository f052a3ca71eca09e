"""A fictional network, generated from a seed: the same seed gives the same files.

Countries, cities and every answer are invented. Which questions there are is read from the methodology.
"""
