import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { SmtpServer } from '../../hub/mail/smtp-server.ts';
import type { SelfSignedCertificate } from './self-signed-certificate.ts';

/** Where a conversation with the server can be refused. */
type Step = 'connect' | 'login' | 'from' | 'to' | 'data';

export type ReceivedMail = {
  readonly mail: ParsedMail;
  /** Of the envelope. */
  readonly from: string;
  readonly to: readonly string[];
  readonly isEncrypted: boolean;
  readonly user: string | null;
};

export type MailServer = {
  /** Without credentials, in the clear. */
  readonly smtp: SmtpServer;
  /** Everything that was taken so far. */
  readonly mails: readonly ReceivedMail[];
  /** Once so many were taken; of those the last. */
  received(count: number): Promise<ReceivedMail>;
  /** From now on this step is answered so; null: it goes well again. */
  refuse(step: Step, code: number | null): void;
  /** From now on nothing is answered to `DATA`; until it is stopped. */
  hang(): void;
  stop(): Promise<void>;
};

export type MailServerOptions = {
  readonly encrypts?: 'by-starttls' | 'from-the-start';
  readonly certificate?: SelfSignedCertificate;
  readonly credentials?: { readonly user: string; readonly password: string };
};

/** A real mail server on loopback (RFC 5321), which keeps what it takes. */
export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const { encrypts, certificate, credentials } = options;
  const refusals = new Map<Step, number>();
  const mails: ReceivedMail[] = [];
  const waiting = new Set<() => void>();
  let hangs = false;
  const judge = (step: Step, said: string): Error | null => {
    const code = refusals.get(step);
    return code === undefined
      ? null
      : Object.assign(new Error(`no to ${said}`), { responseCode: code });
  };
  const settings: SMTPServerOptions = {
    secure: encrypts === 'from-the-start',
    disabledCommands: encrypts === 'by-starttls' ? [] : ['STARTTLS'],
    ...certificate,
    authOptional: credentials === undefined,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onConnect: (_session, done) => done(judge('connect', 'you')),
    onAuth: ({ username, password }, _session, done) => {
      const refusal = judge('login', username ?? '');
      const isRight = username === credentials?.user && password === credentials?.password;
      if (refusal !== null || !isRight) {
        done(refusal ?? Object.assign(new Error('wrong'), { responseCode: 535 }));
      } else {
        done(null, { user: username });
      }
    },
    onMailFrom: ({ address }, _session, done) => done(judge('from', address)),
    onRcptTo: ({ address }, _session, done) => done(judge('to', address)),
    onData: (stream, session, done) => {
      if (hangs) {
        stream.resume();
        return;
      }
      const keep = async (): Promise<void> => {
        try {
          const mail = await simpleParser(stream);
          const refusal = judge('data', 'that');
          if (refusal === null) {
            const { mailFrom, rcptTo } = session.envelope;
            mails.push({
              mail,
              from: mailFrom === false ? '' : mailFrom.address,
              to: rcptTo.map(({ address }) => address),
              isEncrypted: session.secure,
              user: typeof session.user === 'string' ? session.user : null,
            });
          }
          done(refusal);
        } catch (error) {
          done(error as Error);
        }
        for (const look of waiting) {
          look();
        }
      };
      void keep();
    },
  };
  const server = new SMTPServer(settings);
  // A client that breaks off, or does not trust the certificate, is part of what is tested.
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;

  return {
    smtp: { host: '127.0.0.1', port, tls: 'none', credentials: null },
    mails,
    async received(count) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const look = (): void => {
        if (mails.length >= count) {
          resolve(undefined);
        }
      };
      waiting.add(look);
      look();
      await promise;
      waiting.delete(look);
      return mails[count - 1] as ReceivedMail;
    },
    refuse(step, code) {
      if (code === null) {
        refusals.delete(step);
      } else {
        refusals.set(step, code);
      }
    },
    hang() {
      hangs = true;
    },
    async stop() {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      server.close(() => resolve(undefined));
      for (const connection of server.connections) {
        (connection as unknown as { close(): void }).close();
      }
      await promise;
    },
  };
}
