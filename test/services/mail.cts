import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

const USER = 'digest@example.com';
const PASSWORD = 'Sandbox-1234';

/** A mail server, which delivers to a list. */
export interface MailServer {
	/** What n8n's SMTP credential asks for. */
	account: Record<string, unknown>;
	/** Every mail that it has taken, in order. */
	received: ParsedMail[];
	close(): Promise<void>;
}

/** Starts one with a single account. */
export async function startMail(): Promise<MailServer> {
	const received: ParsedMail[] = [];
	const server = new SMTPServer({
		// It has no certificate.
		disabledCommands: ['STARTTLS'],
		allowInsecureAuth: true,
		onAuth({ username, password }, _session, done) {
			if (username === USER && password === PASSWORD) done(null, { user: USER });
			else done(new Error('Wrong name or password'));
		},
		onData(stream, _session, done) {
			simpleParser(stream).then((mail) => {
				received.push(mail);
				done();
			}, done);
		},
	});
	const port = await new Promise<number>((resolve, reject) => {
		server.once('error', reject);
		const listening = server.listen(0, '127.0.0.1', () => {
			const address = listening.address();
			if (address === null || typeof address === 'string') reject(new Error('It has no port'));
			else resolve(address.port);
		});
	});
	return {
		account: {
			host: '127.0.0.1',
			port,
			user: USER,
			password: PASSWORD,
			secure: false,
			disableStartTls: true,
		},
		received,
		close: async () => {
			await new Promise<void>((resolve) => {
				server.close(resolve);
			});
		},
	};
}
