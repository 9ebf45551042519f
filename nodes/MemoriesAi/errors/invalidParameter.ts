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

	ofItem(itemIndex: number): InvalidParameter {
		return new InvalidParameter(this.message, this.description, itemIndex);
	}
}
