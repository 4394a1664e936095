"""A look around an incident: everybody is asked, what came is put together to one view, and the view is told."""
