"""Mails: who gets one, when, how it is written as bytes, and how it is delivered."""
