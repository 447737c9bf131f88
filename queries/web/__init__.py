"""The graph over HTTP: a SPARQL endpoint, named questions, a page for every thing, the explorer."""
