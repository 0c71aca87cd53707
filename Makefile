# The same commands as in the README, for those who type make.
.PHONY: run test lint data bench browser test-clusters agreement screenshots mutants

run test lint data bench browser test-clusters agreement screenshots mutants:
	@python3 scripts/dev.py $@
