import { InvalidParameter } from '../errors/invalidParameter';
import { describeGiven } from './parse';

/** What a link leads to, where its form says so, and the operation that takes it. */
const USES = {
	post: 'Scrape Platform',
	profile: 'Scrape Creator',
	hashtag: 'Scrape Hashtag',
	file: 'Upload URL',
};

type LinkKind = keyof typeof USES;

interface Platform {
	readonly name: string;
	readonly host: RegExp;
	/** Hosts of its pages: others of its hosts may hand out video files. */
	readonly pages: RegExp;
	/** Path and query of a page, by what it shows; what fits none is left to Memories.ai. */
	readonly forms: Partial<Readonly<Record<LinkKind, RegExp>>>;
}

const PLATFORMS: readonly Platform[] = [
	{
		name: 'TikTok',
		host: /(^|\.)tiktok\.com$/,
		pages: /^((www|m|vm|vt)\.)?tiktok\.com$/,
		forms: {
			post: /^\/(@[^/]+\/(video|photo)\/\d+|t\/\w+|v\/\d+)/,
			profile: /^\/@[^/?]+\/?(\?|$)/,
			hashtag: /^\/tag\/[^/]/,
		},
	},
	{
		name: 'YouTube',
		host: /(^|\.)(youtube\.com|youtu\.be|youtube-nocookie\.com)$/,
		pages: /^((www|m)\.)?(youtube\.com|youtu\.be)$/,
		forms: {
			post: /^\/(watch\?(.*&)?v=|(shorts|live|embed)\/[\w-])/,
			profile:
				/^\/(@[^/?]+|(channel|c|user)\/[^/?]+)(\/(videos|shorts|streams|featured))?\/?(\?|$)/,
		},
	},
	{
		name: 'Instagram',
		host: /(^|\.)(instagram\.com|instagr\.am)$/,
		pages: /^((www|m)\.)?(instagram\.com|instagr\.am)$/,
		forms: {
			post: /^\/([\w.]+\/)?(p|reel|reels|tv)\/[\w-]{5,}/,
			profile: /^\/(?!(?:p|reels?|tv|stories|explore|accounts|direct)\/?(?:\?|$))[\w.]+\/?(\?|$)/,
		},
	},
];

/** The links that people hand on, with a code alone behind the host. */
const SHORT_LINK = /^(youtu\.be|(vm|vt)\.tiktok\.com)\/[\w-]+/;

/** Of the formats that are uploaded and streamed. */
const VIDEO_FILE = /\.(mp4|m3u8|mov|mkv|avi|webm)$/i;

/** A host that is none of the known platforms stands for itself: Memories.ai decides about it. */
export function platformOf(url: string): string {
	const { hostname } = new URL(url);
	return PLATFORMS.find(({ host }) => host.test(hostname))?.name ?? hostname;
}

/**
 * Checks that a link does not plainly belong into another operation: Memories.ai takes any address,
 * charges, and finds nothing there.
 *
 * @param url that was read with `parseWebAddress`
 * @param label the parameter, as the screen labels it
 * @param wanted what the parameter is for
 * @throws InvalidParameter with the operation to use
 */
export function checkLink(url: string, label: string, wanted: LinkKind): void {
	const found = recognise(new URL(url));
	if (!found || found.kind === wanted) return;
	const { platform, kind } = found;
	const what =
		platform === undefined
			? 'a direct link to a video file'
			: `${/^[AEIOU]/.test(platform) ? 'an' : 'a'} ${platform} ${kind}`;
	throw new InvalidParameter(
		`${label}: this is ${what}; use ${USES[kind]}`,
		`Nothing was sent. Choose the operation Video: ${USES[kind]}, which takes it. ${describeGiven(url)}`,
	);
}

/** @returns `undefined` where the form of a link does not tell */
function recognise({
	hostname,
	pathname,
	search,
}: URL): { platform?: string; kind: LinkKind } | undefined {
	const platform = PLATFORMS.find(({ pages }) => pages.test(hostname));
	if (!platform) return VIDEO_FILE.test(pathname) ? { kind: 'file' } : undefined;
	if (SHORT_LINK.test(`${hostname}${pathname}`)) return { platform: platform.name, kind: 'post' };
	const kinds = ['post', 'profile', 'hashtag'] as const;
	const kind = kinds.find((one) => platform.forms[one]?.test(`${pathname}${search}`));
	return kind && { platform: platform.name, kind };
}
