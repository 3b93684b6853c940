"""The starter project: a decision in, the files of a small project out.

It reads no files and serves none: what a site offers comes in as a `Starter`, loaded elsewhere.
`static/starter.js` makes the same bytes; a change here is a change there.
"""
