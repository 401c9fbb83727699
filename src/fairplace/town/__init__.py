"""The platform: one Django project, its apps standing on storeys (docs/explanation/house.md)."""
