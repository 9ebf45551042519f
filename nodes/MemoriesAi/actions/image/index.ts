import type { Resource } from '../operation';
import { uploadImages } from './uploadImages.operation';

export const image: Resource = {
	value: 'image',
	name: 'Image',
	defaultOperation: uploadImages.value,
	operations: [uploadImages],
};
