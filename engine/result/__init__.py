"""From what was judged to a Rapport or the rows of a batch: values that nothing downstream has to compute again."""
