"""What the other systems of the demo's company know: read from files, told by stand-ins once its time has come."""
