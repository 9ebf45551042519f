// Only ends what hangs: on a busy machine n8n takes minutes to come up, and it looks once a minute for
// executions whose time is over. Longer than any deadline inside of a test, which has more to say.
jest.setTimeout(300_000);
