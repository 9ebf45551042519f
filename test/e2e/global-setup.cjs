// jest loads this file as it is; the harness behind it is TypeScript.
const { require: requireTypeScript } = require('tsx/cjs/api');

module.exports = async () => {
	const { bringWorld } = requireTypeScript('./bring-world.cts', __filename);
	globalThis.endWorld = await bringWorld();
};
