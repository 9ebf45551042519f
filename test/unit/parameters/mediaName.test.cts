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
	['Interview 12.10', 'video/mp4', 'Interview 12.10.mp4', 'video/mp4'],
	['2026.10.20', 'video/quicktime', '2026.10.20.mov', 'video/quicktime'],
	['Interview 12.10_final', 'video/mp4', 'Interview 12.10_final.mp4', 'video/mp4'],
	['clip.__proto__', 'video/mp4', 'clip.__proto__.mp4', 'video/mp4'],
	['v1.2-draft', 'video/mp4', 'v1.2-draft.mp4', 'video/mp4'],
	['Take 1.(2)', 'video/mp4', 'Take 1.(2).mp4', 'video/mp4'],
	['Встреча 5.мая', 'video/mp4', 'Встреча 5.мая.mp4', 'video/mp4'],
	['no.1/a', 'video/mp4', 'no.1/a.mp4', 'video/mp4'],
	['Interview 12.10.MP4', 'video/mp4', 'Interview 12.10.MP4', 'video/mp4'],
])('video %j of type %j goes as %j, %j', (fileName, mimeType, name, type) => {
	expect(acceptableName(VIDEO, { fileName, mimeType })).toEqual({ fileName: name, mimeType: type });
});

it.each([
	['photo.jpg', 'image/jpeg', 'photo.jpg', 'image/jpeg'],
	['photo', 'image/jpg', 'photo.jpg', 'image/jpg'],
	['photo.webp', OCTETS, 'photo.webp', 'image/webp'],
	[undefined, 'image/png', 'image.png', 'image/png'],
	['Scan 12.10', 'image/png', 'Scan 12.10.png', 'image/png'],
])('image %j of type %j goes as %j, %j', (fileName, mimeType, name, type) => {
	expect(acceptableName(IMAGE, { fileName, mimeType })).toEqual({ fileName: name, mimeType: type });
});

it.each([
	['video', VIDEO, 'notes.txt', 'text/plain', 'does not have a name'],
	['video', VIDEO, 'clip.webm', 'video/webm', 'does not have a name'],
	['video', VIDEO, 'report.pdf', 'video/mp4', 'does not have a name'],
	['video', VIDEO, 'song.mp3', 'video/mp4', 'does not have a name'],
	['video', VIDEO, 'clip.3gp', 'video/mp4', 'does not have a name'],
	['video', VIDEO, 'archive.7z', 'video/mp4', 'does not have a name'],
	['video', VIDEO, 'Interview 12.10.webm', 'video/mp4', 'does not have a name'],
	['video', VIDEO, 'Interview 12.10', OCTETS, 'cannot be recognised as a video'],
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
