import { nextDigits } from '../../ids.cjs';
import type { Image } from '../../state.cjs';
import { DEFAULT_UNIQUE_ID } from '../shared/scope.cjs';

/** An image that was just handed in. */
export function newImage(fileName: string): Image {
	return { id: nextDigits(), uniqueId: DEFAULT_UNIQUE_ID, fileName, capture: {}, tags: [] };
}
