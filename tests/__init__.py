"""Tests of the whole house; ``tests.sample`` is the hand-made extraction they share."""
