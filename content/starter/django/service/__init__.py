"""A machine-learning model, served with Django."""
