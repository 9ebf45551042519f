// jest loads this file as it is; what it calls is TypeScript.
const { require: requireTypeScript } = require('tsx/cjs/api');

module.exports = async () => {
	const { bringWorld } = requireTypeScript('../e2e/bring-world.cts', __filename);
	globalThis.endWorld = await bringWorld('editor');
};
