"""Mails that wait in the database until they have left, so that none is lost and none is sent twice."""
