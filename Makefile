# The same commands as in the README, for those who type make.
.PHONY: run test lint data bench browser

run test lint data bench browser:
	@python3 scripts/dev.py $@
