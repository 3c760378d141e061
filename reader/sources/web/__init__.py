"""Fetching from the web: the one place that knows HTTP.

`client.Client` fetches; `response.Response` is what it gives. `places` says what may lie in a private network,
`guard` holds to it, `turns` keeps a host from being asked too often, `failures` says in plain words what went wrong.
"""
