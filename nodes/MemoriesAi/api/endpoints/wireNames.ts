/** Wire names that several endpoints share. */

/** Two generations of sorting a library; a request has one of them at the most. */
export const scope = { uniqueId: 'unique_id', folderId: 'folder_id' };

/** Of a video or an image. */
export const captureDetails = {
	datetimeTaken: 'datetime_taken',
	cameraModel: 'camera_model',
	latitude: 'latitude',
	longitude: 'longitude',
	tags: 'tags',
};
