"""What people see: a static site of a release, and explanations of scores. Reads releases, computes no scores."""
