import { createTransport } from 'nodemailer';
import type { SendOutcome } from '../channels/channel.ts';
import { errorCodeOf } from '../database/error-code.ts';
import type { MailAddress } from './mail-address.ts';
import type { Mail, Mailer } from './mailer.ts';
import type { SmtpServer } from './smtp-server.ts';

export type SmtpMailer = Mailer & {
  /** Ends its connections; idempotent. */
  stop(): void;
};

/** For each step: looking the name up, connecting, the greeting, and every answer. */
const STEP_WITHIN_MS = 10_000;
const SEND_WITHIN_MS = 12_000;
const CONNECTIONS = 3;
const MAILS_A_CONNECTION = 100;

/** Sends by SMTP (RFC 5321) through a few connections that are kept open. */
export function createSmtpMailer(server: SmtpServer, from: MailAddress): SmtpMailer {
  const { host, port, tls, credentials } = server;
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  const transport = createTransport({
    pool: true,
    host,
    port,
    secure: tls === 'from-the-start',
    requireTLS: tls === 'required',
    ignoreTLS: tls === 'none',
    // Who could stand in between could also take the offer away: asking for a certificate would only keep mail in the
    // clear (RFC 7435).
    tls: { rejectUnauthorized: tls !== 'where-offered' },
    ...(credentials === null
      ? {}
      : { auth: { user: credentials.user, pass: credentials.password } }),
    maxConnections: CONNECTIONS,
    maxMessages: MAILS_A_CONNECTION,
    maxRequeues: 1,
    dnsTimeout: STEP_WITHIN_MS,
    connectionTimeout: STEP_WITHIN_MS,
    greetingTimeout: STEP_WITHIN_MS,
    socketTimeout: STEP_WITHIN_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // What is wrong is told to whoever sends.
  transport.on('error', () => undefined);

  return {
    async send(mail, signal) {
      const timeUp = AbortSignal.timeout(SEND_WITHIN_MS);
      try {
        await transport.sendMail({
          ...headersOf(mail, domain),
          from: { ...from },
          to: { name: '', address: mail.to },
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          signal: signal === undefined ? timeUp : AbortSignal.any([signal, timeUp]),
        });
        return { kind: 'sent' };
      } catch (error) {
        return outcomeOf(error, timeUp.aborted);
      }
    },
    stop: () => transport.close({ force: true }),
  };
}

/** RFC 5322 (identification), RFC 3834 (automatic), RFC 2369 (list); the last two for Exchange and mail programs. */
function headersOf({ id, threadId, settingsUrl, isUrgent }: Mail, domain: string) {
  return {
    messageId: `<${id}@${domain}>`,
    ...(threadId === null
      ? {}
      : { inReplyTo: `<${threadId}@${domain}>`, references: `<${threadId}@${domain}>` }),
    ...(settingsUrl === null ? {} : { list: { unsubscribe: settingsUrl } }),
    ...(isUrgent ? { priority: 'high' as const } : {}),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  };
}

type SmtpFailure = {
  readonly responseCode?: unknown;
  readonly command?: unknown;
  readonly originalCode?: unknown;
};

/** What was said when the server answered with a code. */
const ANSWERED_TO: Readonly<Record<string, string>> = {
  'RCPT TO': 'the address of the receiver',
  DATA: 'the message',
};

/** What a server answers repeats addresses, so only its code is told. */
function outcomeOf(error: unknown, isTimeUp: boolean): SendOutcome {
  const { responseCode, command, originalCode } = error as SmtpFailure;
  const code = errorCodeOf(error);
  if (code === 'ETLS') {
    return later('The mail server offers no TLS, and SMTP_URL asks for it.');
  }
  if (typeof responseCode === 'number') {
    return outcomeOfAnswer(responseCode, code === 'EAUTH' ? 'AUTH' : String(command));
  }
  if (isTimeUp || code === 'ETIMEDOUT') {
    return later('The mail server did not answer in time.');
  }
  const cause = typeof originalCode === 'string' ? originalCode : (code ?? '');
  if (/CERT|^UNABLE_TO_|^ERR_(TLS|SSL)/.test(cause)) {
    return later(`The certificate of the mail server cannot be trusted (${cause}).`);
  }
  switch (code) {
    case 'EABORT':
      return later('The hub was stopped in the middle of it.');
    case 'EDNS':
      return later('The name of the mail server could not be looked up.');
    case 'EENVELOPE':
      return { kind: 'refused', error: 'The address of the receiver cannot be written to.' };
    case undefined:
      // Nothing of the network: a fault of ours.
      throw error;
    default:
      return later(`The mail server cannot be reached (${cause}).`);
  }
}

function outcomeOfAnswer(status: number, step: string): SendOutcome {
  const answer = `The mail server answered ${status} to`;
  if (step === 'AUTH') {
    return later(`${answer} its user and password; look at SMTP_URL.`);
  }
  if (step === 'MAIL FROM') {
    return later(`${answer} the address of the sender; look at GLIMLACH_MAIL_FROM.`);
  }
  const error = `${answer} ${ANSWERED_TO[step] ?? 'the hub'}.`;
  // 503 says that the conversation went wrong, not that anything is (RFC 5321, section 4.2.4).
  const isFinal = step in ANSWERED_TO && status >= 500 && status !== 503;
  return isFinal ? { kind: 'refused', error } : later(error);
}

function later(error: string): SendOutcome {
  return { kind: 'failed', error, retryAfterMs: null };
}
