"""Documents to claims, claims to checked and published versions, and questions to them."""
