"""The figures of this form beyond its relations: families T and X03."""
