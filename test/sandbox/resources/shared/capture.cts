import { toMilliseconds } from '../../dateTime.cjs';
import type { Schema } from '../../schema.cjs';
import type { Capture } from '../../state.cjs';

/** How the client says that the material was taken. */
export interface CaptureFields {
	datetime_taken?: string;
	camera_model?: string;
	latitude?: number;
	longitude?: number;
}

export const datetimeTaken: Schema = { type: 'string', format: 'datetime-taken' };

/** @returns what the client told about how the material was taken, as the reads answer it. */
export function captureOf(fields: CaptureFields): Capture {
	const taken =
		fields.datetime_taken === undefined ? undefined : toMilliseconds(fields.datetime_taken);
	return {
		...(taken === undefined ? {} : { datetime_taken: taken }),
		...(fields.camera_model === undefined ? {} : { camera_model: fields.camera_model }),
		...(fields.latitude === undefined ? {} : { latitude: fields.latitude }),
		...(fields.longitude === undefined ? {} : { longitude: fields.longitude }),
	};
}
