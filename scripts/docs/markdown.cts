import { createRequire } from 'node:module';
import type { Options } from 'prettier';
import * as estree from 'prettier/plugins/estree';
import * as babel from 'prettier/plugins/babel';
import * as markdown from 'prettier/plugins/markdown';
import { format } from 'prettier/standalone';

// What `npm run lint` compares with. Prettier's main entry does not run within Jest.
const settings = createRequire(__filename)('../../.prettierrc.js') as Options;

/** As Prettier wants it, so that it leaves made files alone. */
export async function formatted(text: string, parser: 'json' | 'markdown'): Promise<string> {
	return await format(text, { ...settings, parser, plugins: [estree, babel, markdown] });
}

/** @returns an empty text where there are no rows */
export function tableOf(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	if (rows.length === 0) return '';
	const line = (cells: readonly string[]) => `| ${cells.map(inCell).join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function inCell(text: string): string {
	return text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, '<br>');
}

/** Texts of the screen are HTML in places, and have no full stop where they are one sentence. */
export function sentence(text: string): string {
	const plain = text
		.replaceAll(/<\/?(?:b|strong)>/g, '**')
		.replaceAll(/<a href="([^"]+)"[^>]*>(.*?)<\/a>/g, '[$2]($1)')
		.trim();
	return plain === '' || /[.!?:]$/.test(plain) ? plain : `${plain}.`;
}

/** Blocks, empty ones left out, with an empty line between them. */
export function blocks(...texts: readonly string[]): string {
	return texts.filter((text) => text !== '').join('\n\n');
}
