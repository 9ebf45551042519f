import { z } from 'zod';

/** What came of the same job, built of HTTP Request nodes and with this package's nodes. */
function both<T extends z.ZodTypeAny>(figures: T) {
	return z.object({ http: figures, own: figures });
}

/** How the execution ended: `success`, `error`, or `running` where it was still under way. */
const status = z.string();

export const byHand = z.object({
	/** An upload that the API refuses under HTTP 200; `green` items were handed on. */
	refusal: both(z.object({ status, green: z.number() })),
	/** An upload that arrives but is answered with HTTP 504, with Retry On Fail; how often it was `taken`. */
	lateAnswer: both(z.object({ status, taken: z.number() })),
	links: z
		.object({ links: z.number(), perSecond: z.number() })
		.merge(
			both(z.object({ status, arrived: z.number(), refusedGreen: z.number(), red: z.number() })),
		),
	/** A scrape whose video cannot be indexed, looked at after so many seconds at the latest. */
	failingVideo: z
		.object({ seconds: z.number() })
		.merge(both(z.object({ status, questions: z.number() }))),
	/** One answer of HTTP 503 while a scrape is waited for. */
	shortOutage: both(z.object({ status })),
	/** Each genuine one came twice; how many runs they and the forged ones started. */
	callbacks: z
		.object({ genuine: z.number(), forged: z.number() })
		.merge(both(z.object({ ofGenuine: z.number(), ofForged: z.number() }))),
	pages: z
		.object({ videos: z.number(), perSecond: z.number() })
		.merge(both(z.object({ status, listed: z.number() }))),
	/** Ids of 18 digits, and how many came out as they are. */
	ids: z.object({ ids: z.number() }).merge(both(z.object({ right: z.number() }))),
});
export type ByHand = z.infer<typeof byHand>;
