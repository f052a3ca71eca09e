"""How sure, how coherent, who is alike, who can teach whom? Works on matrices read from the scores layer.

No formula of the index lives here: what is recomputed under changed assumptions must equal the scores layer where nothing
is changed, and a check that stops the run says so. Reading is `panels.py`; what is drawn, `draws.py`; each question has a
module of pure functions; `assets.py` reads, calls and writes.
"""
