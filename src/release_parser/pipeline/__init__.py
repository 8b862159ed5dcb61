"""The only folder that uses spaCy: the model, the syntax of single sentences, and the spaCy component."""
