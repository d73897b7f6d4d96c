"""Documents of our own writing with their truth: reports, renderings, faults, look-alikes."""
