"""The Slack surface: what people do in Slack comes in here, what Watchkeeper says goes out. Split by what arrives.

In short, for whoever builds the running app (`SlackChat` first, for everything else needs it)::

    async with slack_chat(bot_token, base_url, sources) as chat:      # chat.py; raises UserError for a bad token
        app = build_app(chat, recorder, desk, channel_patterns=("inc-*",), signing_secret="")    # surface.py
        await run_socket_mode(app, chat, app_token, stopping=event, on_gap=callback, connected=event)  # or
        mount(app, aiohttp_application)                               # POST /slack/events, with the signing secret

`sources(incident_id)` is asynchronous and answers entry number → (permalink, time). `stopping` is an asyncio.Event.
`on_gap()` is asynchronous and called after each reconnection, for what was said meanwhile is not sent again for sure.
`handlers(chat, desk, recorder)` (jobs.py) are the handlers of the jobs that only Slack knows: `home`, `mark`, `dismiss`.
"""
