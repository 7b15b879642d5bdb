"""The Textual app. It knows messages, and nothing else of drill.

Everything it shows arrives ready-made from the core; it never waits for it either: requests are
sent, replies arrive as messages of the event loop, and what comes too late is dropped.
"""
