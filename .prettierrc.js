module.exports = {
	singleQuote: true,
	trailingComma: 'all',
	useTabs: true,
	printWidth: 100,
};
