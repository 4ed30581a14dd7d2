"""The portal's pages: access, form, one service, answer."""
