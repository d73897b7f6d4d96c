"""The nightly crawl: fetch, archive with proof, hand to the main line, tell changes as claims."""
