"""Mock interviews as a door holds them: the room, and what it asks, takes, keeps and says.

How an interview goes on is a state machine in `drill.session.interview`; here it meets the journal,
the grader and the door.
"""
