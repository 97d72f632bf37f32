"""The commands, one module each: they read options, call the library once, print, and give an exit code."""
