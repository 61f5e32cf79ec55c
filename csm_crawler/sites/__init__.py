"""What a site file says, and the loader that guards it."""
