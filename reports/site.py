def build_site(tables, reference, edition, target):
    target.mkdir(parents=True, exist_ok=True)
    p = target / "index.html"
    p.write_text("fictional " + edition.title)
    return [p]
