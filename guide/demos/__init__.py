"""The twins, one service in several frameworks, file for file alike, and what shows them.

Nothing here imports the rest of `guide`, and a twin knows only its own folder, so that a reader can
lift it out. No twin is imported but by its first request or in a process of its own: a site that
nobody asks for a demo loads none of their libraries. What is known of a twin by name stands in
`twins.TWINS`, and what a demo says in `catalogue.yaml`: neither is written anywhere else.
"""
