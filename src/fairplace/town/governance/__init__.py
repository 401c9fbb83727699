"""What groups do: meetings, papers, decisions, actions, risks, tests of change, and their reports."""
