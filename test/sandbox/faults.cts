import { z } from 'zod';

/**
 * When a fault strikes: before the body is read; when the first of it has arrived (at once where
 * there is no body); after it was read, with nothing taken in; or on the reply, with the work done
 * (the upload was taken and would be charged).
 */
export type Stage = 'beforeBody' | 'duringBody' | 'afterBody' | 'reply';

const common = {
	/** Name of the call, `*` for every one. */
	endpoint: z.string().default('*'),
	/** How many requests it strikes before things are normal again; left out: all of them. */
	times: z.coerce.number().int().positive().optional(),
};
const when = z.enum(['beforeBody', 'afterBody', 'reply']).default('afterBody');
const whenever = z.enum(['beforeBody', 'duringBody', 'afterBody', 'reply']).default('afterBody');
/** As JSON, or as the word in a flag or header. */
const flag = z
	.union([z.boolean(), z.enum(['true', 'false'])])
	.transform((value) => value === true || value === 'true');
const bytes = z.coerce.number().int().positive();
const HUGE_BYTES = 100 * 1024 ** 2;

/** Every way to fail. The kinds without `when` are in the reply to work that was done. */
export const faultSchema = z.discriminatedUnion('kind', [
	/** HTTP 200 with this business code; a number stays a number on the wire. */
	z
		.object({
			kind: z.literal('code'),
			code: z.union([z.string(), z.number()]),
			msg: z.string().optional(),
			when,
			...common,
		})
		.strict(),
	/** An HTTP status with the body that usually comes with it. */
	z
		.object({
			kind: z.literal('status'),
			status: z.coerce.number().int().min(400).max(599),
			/** Value of `Retry-After`: seconds or an HTTP date. */
			retryAfter: z.coerce.string().optional(),
			when,
			...common,
		})
		.strict(),
	z.object({ kind: z.literal('emptyBody'), ...common }).strict(),
	z.object({ kind: z.literal('truncatedJson'), ...common }).strict(),
	z.object({ kind: z.literal('notJson'), ...common }).strict(),
	/** Any text at all as the reply. */
	z
		.object({
			kind: z.literal('body'),
			text: z.string(),
			status: z.coerce.number().int().min(200).max(599).default(200),
			contentType: z.string().default('application/json'),
			when: when.removeDefault().default('reply'),
			...common,
		})
		.strict(),
	/**
	 * `Content-Length` lies: it is `long`, more than what is sent before the connection ends, or
	 * `short`, less, with the rest of the reply behind it all the same.
	 */
	z.object({ kind: z.literal('wrongLength'), too: z.enum(['long', 'short']), ...common }).strict(),
	/** No failure: the usual reply, compressed. */
	z.object({ kind: z.literal('gzip'), ...common }).strict(),
	/** The usual reply, said to be compressed. */
	z.object({ kind: z.literal('brokenGzip'), ...common }).strict(),
	/** The usual reply, one byte at a time. */
	z
		.object({ kind: z.literal('drip'), everyMs: z.coerce.number().int().positive(), ...common })
		.strict(),
	/** Half of the usual reply, then nothing more. */
	z.object({ kind: z.literal('stalledReply'), ...common }).strict(),
	/** The usual reply with so much `padding` in its `data` that it has `bytes` in all. */
	z
		.object({
			kind: z.literal('hugeReply'),
			bytes: bytes.default(HUGE_BYTES),
			/** With `Content-Length`, or chunked. */
			withLength: flag.default(false),
			...common,
		})
		.strict(),
	/** As `hugeReply`, compressed; `bytes` is what it unpacks to. */
	z.object({ kind: z.literal('gzipBomb'), bytes: bytes.default(HUGE_BYTES), ...common }).strict(),
	/** The connection is reset; on `reply`, when half of it is out. */
	z.object({ kind: z.literal('reset'), when: whenever, ...common }).strict(),
	/** Never an answer; before or during the body, it is not read any more either. */
	z.object({ kind: z.literal('stall'), when: whenever, ...common }).strict(),
	z
		.object({
			kind: z.literal('redirect'),
			status: z.coerce.number().int().min(300).max(399).default(302),
			location: z.string(),
			when,
			...common,
		})
		.strict(),
	/** Answers with the request's Authorization header in it, to prove that keys do not leak. */
	z
		.object({
			kind: z.literal('echoKey'),
			as: z.enum(['msg', 'html']).default('msg'),
			when,
			...common,
		})
		.strict(),
	/** Waits, then goes on as usual. */
	z
		.object({ kind: z.literal('delay'), ms: z.coerce.number().int().min(0), when, ...common })
		.strict(),
]);

export type Fault = z.output<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;
