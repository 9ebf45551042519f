import { InvalidParameter } from '../errors/invalidParameter';

/** Fields that depend on each other, wherever they are used. */
interface Combination {
	readonly latitude?: unknown;
	readonly longitude?: unknown;
	readonly uniqueId?: unknown;
	readonly folderId?: unknown;
}

/**
 * @throws InvalidParameter when two fields do not go together
 */
export function checkCombination({ latitude, longitude, uniqueId, folderId }: Combination): void {
	if ((latitude === undefined) !== (longitude === undefined)) {
		throw new InvalidParameter(
			'Latitude and Longitude belong together',
			'Fill in both, or remove both.',
		);
	}
	if (uniqueId !== undefined && folderId !== undefined) {
		throw new InvalidParameter(
			'Unique ID and Folder ID cannot be used together',
			'They are two ways to sort a library. Remove one of them.',
		);
	}
}
