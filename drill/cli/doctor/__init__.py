"""`drill doctor`: what is wrong with this machine, these banks, this journal, and what to do.

A module for each thing that is looked at; none of them changes anything.
"""
