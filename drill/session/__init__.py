"""Practice and interviews as state machines over values.

A session is told what happened and says what comes next; it reads no clock, opens no file and
starts no process, so that a three-week course can be played in a test in a second.
"""
