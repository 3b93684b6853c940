"""A Decision in, text out: every sentence stands once, for page, script, terminal and record.

Nothing here computes a figure or knows how a page looks. Words come from `phrases` alone, so that
a guide can speak another language.
"""
