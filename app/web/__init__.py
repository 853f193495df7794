"""What the rooms share of Flask: the request, the guard, forms, error pages, security, base templates and assets."""
