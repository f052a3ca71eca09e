"""What was published, when, from what, for whom: exports, the data package, manifests and the switch of a release."""
