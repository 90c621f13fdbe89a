"""What who runs the site needs: trusted proxies, request ids and logs, metrics, and whether it lives."""
