"""The figures against each other, last year's and the merged ones: families T, X and M10."""
