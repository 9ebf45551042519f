const { TestEnvironment } = require('jest-environment-node');

const TIMEZONE = 'Pacific/Auckland';

/**
 * Runs a test file on a server in New Zealand: what takes the server's time zone for the workflow's
 * shows. A test itself has no hold of the process whose time zone it is.
 */
module.exports = class Elsewhere extends TestEnvironment {
	#before = process.env.TZ;

	async setup() {
		await super.setup();
		process.env.TZ = TIMEZONE;
	}

	async teardown() {
		if (this.#before === undefined) delete process.env.TZ;
		else process.env.TZ = this.#before;
		await super.teardown();
	}
};
