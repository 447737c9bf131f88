"""What the mended report must be, to be compared with what is read."""
