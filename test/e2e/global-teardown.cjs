module.exports = async () => {
	await globalThis.endWorld();
};
