"""Documents of our own writing with their truth: reports, renderings, planted faults, look-alikes."""
