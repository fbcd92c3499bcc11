"""Claims into slots and positions, positions into relations: pure, no database, no clock."""
