"""The narrative, read beside the tables: family S, F05 and X06."""
