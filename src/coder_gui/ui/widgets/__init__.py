"""Small widgets that every place uses: notices, empty states, key caps, switches, chips."""
