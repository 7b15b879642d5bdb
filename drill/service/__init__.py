"""The one thing every door talks to: typed requests in, typed replies out.

The service joins the parts: it reads the clock, holds the journal and the workers, and asks the
session what comes next. It runs in a process of its own behind the app, and inside the process of
`--plain` and `--jsonl`.

What belongs to one part of the app is in a folder of its name: `practice`, `interview`, `browse`,
`concepts`, `settings`, and `progress`, which is one file; `messages` holds what each says. The
other modules are shared by several of them, or start and end the processes.
"""
