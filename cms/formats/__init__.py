"""How dates are written in the admin where Django's own formats for a language fall short."""
