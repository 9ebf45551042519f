/**
 * A parameter that cannot be sent. The message names it as the screen labels it; the description
 * says what to do. The node turns it into n8n's own error.
 */
export class InvalidParameter extends Error {
	/**
	 * @param itemIndex the input item whose parameter it is, where several are looked at together
	 */
	constructor(
		message: string,
		readonly description?: string,
		readonly itemIndex?: number,
	) {
		super(message);
		this.name = 'InvalidParameter';
	}
}

/**
 * Reads the parameters of one of several items that are looked at together.
 *
 * @throws InvalidParameter as `read` does, attributed to the item
 */
export async function readForItem<T>(itemIndex: number, read: () => T | Promise<T>): Promise<T> {
	try {
		return await read();
	} catch (error) {
		throw error instanceof InvalidParameter
			? new InvalidParameter(error.message, error.description, itemIndex)
			: error;
	}
}
