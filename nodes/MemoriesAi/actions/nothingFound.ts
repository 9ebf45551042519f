/** n8n shows an empty output, and stops there without a word. */
const NOTHING =
	'Nothing was found. The nodes that follow run only if Always Output Data is on in the settings of this node.';

/** Why a search of videos or images may have found nothing. */
export const NOTHING_FOUND = `${NOTHING} In your private library, what has just been uploaded is found once it is indexed, and a search looks in one Unique ID only: the one that it names, or the default one.`;

/** Why a search of memories may have found nothing. */
export const NO_MEMORY_FOUND = `${NOTHING} Memories are only found under the Unique ID that they were added with.`;
