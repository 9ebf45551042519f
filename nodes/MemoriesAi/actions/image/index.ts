import type { Resource } from '../operation';
import { searchImages } from './search.operation';
import { uploadImages } from './uploadImages.operation';

export const image: Resource = {
	value: 'image',
	name: 'Image',
	operations: [uploadImages, searchImages],
};
