"""The parts that briefs are made of, one file each: what a section is called and which statements it could make."""
