"""What is made from the files of the house: outputs, picture, the page of the vocabulary, its context."""
