const PLATFORMS = {
	tiktok: ['tiktok.com'],
	youtube: ['youtube.com', 'youtu.be'],
	instagram: ['instagram.com'],
};

/** @returns the platform that a URL is on; undefined where it is on none that can be scraped */
export function platformOf(url: string): string | undefined {
	if (!URL.canParse(url)) return undefined;
	const { hostname } = new URL(url);
	const found = Object.entries(PLATFORMS).find(([, hosts]) =>
		hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`)),
	);
	return found?.[0];
}
