"""What things are: plain frozen values, standard library only."""
