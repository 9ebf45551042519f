import fastify from 'fastify';

/** What a feed says of one post. */
export interface Post {
	title: string;
	link: string;
	/** Milliseconds since 1970; whole seconds. */
	published: number;
}

/** A server with one feed. */
export interface FeedServer {
	url: string;
	/** In any order; may be changed at any time. */
	posts: Post[];
	/** How often the feed was fetched. */
	fetched: number;
	close(): Promise<void>;
}

/** Starts one with an RSS 2.0 feed. */
export async function startFeed(...posts: Post[]): Promise<FeedServer> {
	const app = fastify();
	app.get('/feed.xml', async (_request, reply) => {
		feed.fetched += 1;
		return await reply.type('application/rss+xml').send(documentOf(feed.posts));
	});
	const address = await app.listen({ host: '127.0.0.1', port: 0 });
	const feed: FeedServer = {
		url: `${address}/feed.xml`,
		posts,
		fetched: 0,
		close: async () => {
			await app.close();
		},
	};
	return feed;
}

function documentOf(posts: Post[]): string {
	const items = posts.map(
		({ title, link, published }) =>
			`<item><title>${xml(title)}</title><link>${xml(link)}</link><guid>${xml(link)}</guid><pubDate>${new Date(published).toUTCString()}</pubDate></item>`,
	);
	return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>A channel</title><link>https://www.youtube.com</link><description>Its posts</description>${items.join('')}</channel></rss>`;
}

function xml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
