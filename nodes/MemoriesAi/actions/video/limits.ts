/** Documented; the server adds one of its own, `api`. */
export const MOST_VIDEO_TAGS = 20;

/** Documented, for one scrape. */
export const MOST_POST_URLS = 50;
