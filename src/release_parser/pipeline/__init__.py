"""The only folder that builds spaCy objects: the model, the syntax of single sentences, and the spaCy component."""
