import { acceptableName, IMAGE, VIDEO } from '../../../nodes/MemoriesAi/parameters/mediaName';

const OCTETS = 'application/octet-stream';

it.each([
	['clip.mp4', 'video/mp4', 'clip.mp4', 'video/mp4'],
	['CLIP.MP4', 'video/mp4', 'CLIP.MP4', 'video/mp4'],
	['clip.mp4', OCTETS, 'clip.mp4', 'video/mp4'],
	['clip.mov', 'text/plain', 'clip.mov', 'video/quicktime'],
	['clip.mkv', undefined, 'clip.mkv', 'video/x-matroska'],
	['clip.avi', 'video/avi', 'clip.avi', 'video/avi'],
	['clip', 'video/mp4', 'clip.mp4', 'video/mp4'],
	['clip', 'video/mp4; codecs="avc1"', 'clip.mp4', 'video/mp4'],
	['clip', 'video/quicktime', 'clip.mov', 'video/quicktime'],
	['clip', 'video/matroska', 'clip.mkv', 'video/matroska'],
	[undefined, 'video/mp4', 'video.mp4', 'video/mp4'],
	['a "b"\r\n.mp4', 'video/mp4', 'a "b"\r\n.mp4', 'video/mp4'],
	['Take 1. The end', 'video/mp4', 'Take 1. The end.mp4', 'video/mp4'],
])('video %j of type %j goes as %j, %j', (fileName, mimeType, name, type) => {
	expect(acceptableName(VIDEO, { fileName, mimeType })).toEqual({ fileName: name, mimeType: type });
});

it.each([
	['photo.jpg', 'image/jpeg', 'photo.jpg', 'image/jpeg'],
	['photo', 'image/jpg', 'photo.jpg', 'image/jpg'],
	['photo.webp', OCTETS, 'photo.webp', 'image/webp'],
	[undefined, 'image/png', 'image.png', 'image/png'],
])('image %j of type %j goes as %j, %j', (fileName, mimeType, name, type) => {
	expect(acceptableName(IMAGE, { fileName, mimeType })).toEqual({ fileName: name, mimeType: type });
});

it.each([
	['video', VIDEO, 'notes.txt', 'text/plain', 'does not have a name'],
	['video', VIDEO, 'clip.webm', 'video/webm', 'does not have a name'],
	['video', VIDEO, 'clip.mp4', 'image/png', 'is not a video: its type is image/png'],
	['video', VIDEO, 'song.mp4', 'audio/mp4', 'is not a video: its type is audio/mp4'],
	['video', VIDEO, 'clip', OCTETS, 'cannot be recognised as a video'],
	['video', VIDEO, 'clip', 'video/webm', 'cannot be recognised as a video'],
	['video', VIDEO, undefined, undefined, 'cannot be recognised as a video'],
	['image', IMAGE, 'photo.heic', 'image/heic', 'does not have a name'],
	['image', IMAGE, 'clip.mp4', 'video/mp4', 'is not an image: its type is video/mp4'],
])('as %s, %j %j of type %j is refused', (_, kind, fileName, mimeType, message) => {
	expect(() => acceptableName(kind, { fileName, mimeType })).toThrow(message);
});
