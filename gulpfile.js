const { src, dest } = require('gulp');

/** Puts the icons beside the compiled code, where the nodes' `file:` paths find them. */
function copyIcons() {
	return src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));
}

exports.default = copyIcons;
