"""A fictional network, generated from a seed: the same seed gives the same files.

Countries, cities and every answer are invented. Which questions and options there are is read from the
methodology; no code of a question or an area stands in here. `network.py` puts everything together.
"""
