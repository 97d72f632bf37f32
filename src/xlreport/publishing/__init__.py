"""The published report: from a return to Word, web page and text, and from a published page back to figures."""
