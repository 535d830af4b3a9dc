"""Measurements that anybody can repeat; each module prints a table and asserts nothing about time."""
