"""Making the training data and the model that the product ships."""
