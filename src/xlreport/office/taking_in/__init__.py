"""What comes in: returns, archives, old formats, published pages, consolidated workbooks, and last year's of each."""
