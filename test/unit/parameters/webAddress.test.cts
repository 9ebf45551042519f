import { InvalidParameter } from '../../../nodes/MemoriesAi/errors/invalidParameter';
import { parseWebAddress } from '../../../nodes/MemoriesAi/parameters/webAddress';

it.each([
	['https://example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
	['HTTP://example.com', 'HTTP://example.com'],
	[' https://example.com ', 'https://example.com'],
	['https://example.com/a,b/(c)/%2e%2e/../d', 'https://example.com/a,b/(c)/%2e%2e/../d'],
	['https://bücher.example/ä', 'https://xn--bcher-kva.example/%C3%A4'],
	['https://example.com/my video.mp4', 'https://example.com/my%20video.mp4'],
	['https://example.com/my  video.mp4', 'https://example.com/my%20%20video.mp4'],
	['https://example.com/my%20big video.mp4', 'https://example.com/my%20big%20video.mp4'],
	['https://example.com/a?name=my video', 'https://example.com/a?name=my%20video'],
	['https://example.com/a#my video', 'https://example.com/a#my%20video'],
	['https://example.com/9.41\u202fAM.mp4', 'https://example.com/9.41%E2%80%AFAM.mp4'],
	['https://example.com/a\u00a0b.mp4', 'https://example.com/a%C2%A0b.mp4'],
	['https://example.com/my vidéo.mp4', 'https://example.com/my%20vid%C3%A9o.mp4'],
])('%j is sent as %j', (given, sent) => {
	expect(parseWebAddress(given, 'The Field')).toBe(sent);
});

it('an address with an umlaut stays one, also when Node.js has optimised its checks', () => {
	for (let time = 0; time < 20_000; time++) {
		expect(() => parseWebAddress('https://bücher.example/ä', 'The Field')).not.toThrow();
	}
});

it.each([[undefined], [null], [''], ['  \n']])('%j is nothing to send', (given) => {
	expect(parseWebAddress(given, 'The Field')).toBeUndefined();
});

it.each([
	['not a url', 'does not start with https://'],
	['example.com/a.mp4', 'does not start with https://'],
	['//example.com/a.mp4', 'does not start with https://'],
	['example.com:8080/a.mp4', 'does not start with https://'],
	['localhost:5678/a', 'does not start with https://'],
	['https', 'does not start with https://'],
	['ftp://example.com/a.mp4', 'starts with ftp:'],
	['javascript:alert(1)', 'starts with javascript:'],
	['data:video/mp4;base64,AAAA', 'starts with data:'],
	['blob:https://example.com/1', 'starts with blob:'],
	['s3://bucket/a.mp4', 'starts with s3:'],
	['/home/node/a.mp4', 'path of a file'],
	['./a.mp4', 'path of a file'],
	['~/a.mp4', 'path of a file'],
	['C:\\Users\\me\\a.mp4', 'path of a file'],
	['c:/Users/me/a.mp4', 'path of a file'],
	['\\\\server\\share\\a.mp4', 'path of a file'],
	['file:///etc/passwd', 'path of a file'],
	['http:/example.com/a.mp4', 'two slashes'],
	['http:\\\\example.com\\a.mp4', 'two slashes'],
	['https:example.com', 'two slashes'],
	['https://', 'no host'],
	['https:///a.mp4', 'no host'],
	['https://?a', 'no host'],
	['https://#a', 'no host'],
	['https://:443/a.mp4', 'no host'],
	['https://user@/a.mp4', 'no host'],
	['https://example.com:port/a.mp4', 'port that cannot exist'],
	['https://example.com:99999/a.mp4', 'port that cannot exist'],
	['https://exa mple.com/a.mp4', 'blank in its host'],
	['https:// example.com/a.mp4', 'blank in its host'],
	['https://exa<mple.com/', 'host that cannot exist'],
	['https://[::1/a.mp4', 'host that cannot exist'],
	['https://300.300.300.300/a.mp4', 'host that cannot exist'],
	['https://example.com/a\nb.mp4', 'line break'],
	['https://example.com/a\r\nX-Evil: 1', 'line break'],
	['https://example.com/a\u2028b.mp4', 'line break'],
	['https://example.com/a\tb.mp4', 'cannot be seen'],
	['https://example.com/\0.mp4', 'cannot be seen'],
	['https://example.com/\x7f', 'cannot be seen'],
	['https://a.example/1 https://a.example/2', 'several addresses'],
	['https://a.example/1, https://a.example/2', 'several addresses'],
])('%j is refused, because it: %s', (given, reason) => {
	expect(() => parseWebAddress(given, 'The Field')).toThrow(InvalidParameter);
	expect(() => parseWebAddress(given, 'The Field')).toThrow(/^The Field: the address /);
	expect(() => parseWebAddress(given, 'The Field')).toThrow(reason);
});

it.each([[{}], [true], [['https://example.com']]])(
	'%j is refused, because it is no text',
	(given) => {
		expect(() => parseWebAddress(given, 'The Field')).toThrow(/^The Field must be text/);
	},
);
