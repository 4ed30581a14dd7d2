"""The vendor admin's shell: the site, its access rules, the classes every app's admin builds on."""
