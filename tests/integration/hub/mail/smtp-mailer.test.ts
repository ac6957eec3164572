import { afterEach, describe, expect, it } from 'vitest';
import type { Mail } from '../../../../hub/mail/mailer.ts';
import { createSmtpMailer, type SmtpMailer } from '../../../../hub/mail/smtp-mailer.ts';
import type { SmtpServer } from '../../../../hub/mail/smtp-server.ts';
import {
  startMailServer,
  type MailServer,
  type MailServerOptions,
} from '../../../support/mail-server.ts';
import { makeSelfSignedCertificate } from '../../../support/self-signed-certificate.ts';

const FROM = { name: 'Store, Utrecht', address: 'alerts@hub.example' };
const MAIL: Mail = {
  id: 'delivery-1',
  threadId: 'alert-1',
  to: 'anna@store.example',
  subject: 'Rødt trykk · Checkout',
  text: 'Klokken 14:14 trykket noen på rødt.\n',
  html: '<p>Klokken 14:14 trykket noen på rødt.</p>',
  isUrgent: true,
  settingsUrl: 'https://hub.example/profile',
};
const CERTIFICATE = makeSelfSignedCertificate({
  from: new Date('2020-01-01'),
  until: new Date('2099-01-01'),
});

const undo: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) {
    await step();
  }
});

async function setUp(
  options: MailServerOptions = {},
  how: Partial<SmtpServer> = {},
): Promise<{ server: MailServer; mailer: SmtpMailer }> {
  const server = await startMailServer(options);
  undo.push(() => server.stop());
  const mailer = createSmtpMailer({ ...server.smtp, ...how }, FROM);
  undo.push(() => mailer.stop());
  return { server, mailer };
}

describe('SmtpMailer', () => {
  it('hands over a mail that programs can thread, recognise and turn off', async () => {
    const { server, mailer } = await setUp();
    expect(await mailer.send(MAIL)).toEqual({ kind: 'sent' });
    const { mail, from, to } = await server.received(1);
    expect({ from, to }).toEqual({ from: 'alerts@hub.example', to: ['anna@store.example'] });
    expect(mail.from?.value).toEqual([FROM]);
    expect(mail.subject).toBe('Rødt trykk · Checkout');
    expect(mail.text).toBe('Klokken 14:14 trykket noen på rødt.\n');
    expect(mail.html).toBe('<p>Klokken 14:14 trykket noen på rødt.</p>');
    expect(mail.messageId).toBe('<delivery-1@hub.example>');
    expect(mail.inReplyTo).toBe('<alert-1@hub.example>');
    expect(mail.references).toBe('<alert-1@hub.example>');
    expect(mail.headers.get('priority')).toBe('high');
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.headers.get('list')).toMatchObject({
      unsubscribe: { url: 'https://hub.example/profile' },
    });
  });

  it('leaves out what a mail does not have', async () => {
    const { server, mailer } = await setUp();
    await mailer.send({ ...MAIL, threadId: null, settingsUrl: null, isUrgent: false });
    const { mail } = await server.received(1);
    expect(mail.inReplyTo).toBe(undefined);
    expect(mail.headers.has('list')).toBe(false);
    expect(mail.headers.has('priority')).toBe(false);
  });

  it('lets no subject write headers', async () => {
    const { server, mailer } = await setUp();
    await mailer.send({ ...MAIL, subject: 'Red\r\nBcc: everybody@store.example\r\n\r\nbody' });
    const { mail, to } = await server.received(1);
    expect(to).toEqual(['anna@store.example']);
    expect(mail.bcc).toBe(undefined);
  });

  it('encrypts where it is offered, also under a certificate that nobody knows', async () => {
    const { server, mailer } = await setUp(
      { encrypts: 'by-starttls', certificate: CERTIFICATE },
      { tls: 'where-offered' },
    );
    expect(await mailer.send(MAIL)).toEqual({ kind: 'sent' });
    expect((await server.received(1)).isEncrypted).toBe(true);
  });

  it('says a password only to a server that encrypts and that can be trusted', async () => {
    const credentials = { user: 'hub', password: 'pass' };
    const clear = await setUp({ credentials }, { tls: 'required', credentials });
    expect(await clear.mailer.send(MAIL)).toEqual({
      kind: 'failed',
      error: 'The mail server offers no TLS, and SMTP_URL asks for it.',
      retryAfterMs: null,
    });
    const unknown = await setUp(
      { credentials, encrypts: 'by-starttls', certificate: CERTIFICATE },
      { tls: 'required', credentials },
    );
    const untrusted = {
      kind: 'failed',
      error: 'The certificate of the mail server cannot be trusted (DEPTH_ZERO_SELF_SIGNED_CERT).',
      retryAfterMs: null,
    };
    expect(await unknown.mailer.send(MAIL)).toEqual(untrusted);
    const overTls = await setUp(
      { credentials, encrypts: 'from-the-start', certificate: CERTIFICATE },
      { tls: 'from-the-start', credentials },
    );
    expect(await overTls.mailer.send(MAIL)).toEqual(untrusted);
    expect([...clear.server.mails, ...unknown.server.mails, ...overTls.server.mails]).toEqual([]);
  });

  it('signs in', async () => {
    const credentials = { user: 'hub', password: 'pass' };
    const { server, mailer } = await setUp({ credentials }, { credentials });
    expect(await mailer.send(MAIL)).toEqual({ kind: 'sent' });
    expect((await server.received(1)).user).toBe('hub');
    const wrong = await setUp({ credentials }, { credentials: { user: 'hub', password: 'no' } });
    expect(await wrong.mailer.send(MAIL)).toEqual({
      kind: 'failed',
      error: 'The mail server answered 535 to its user and password; look at SMTP_URL.',
      retryAfterMs: null,
    });
  });

  it('tries again later what may go well later', async () => {
    const { server, mailer } = await setUp();
    for (const step of ['connect', 'from', 'to', 'data'] as const) {
      server.refuse(step, 451);
      expect([step, await mailer.send(MAIL)]).toMatchObject([step, { kind: 'failed' }]);
      server.refuse(step, null);
    }
    expect(await mailer.send(MAIL)).toEqual({ kind: 'sent' });
  });

  it('does not try an address or a message again that the server will never take', async () => {
    const { server, mailer } = await setUp();
    server.refuse('to', 550);
    expect(await mailer.send(MAIL)).toEqual({
      kind: 'refused',
      error: 'The mail server answered 550 to the address of the receiver.',
    });
    server.refuse('to', null);
    server.refuse('data', 554);
    expect(await mailer.send(MAIL)).toEqual({
      kind: 'refused',
      error: 'The mail server answered 554 to the message.',
    });
  });

  it('blames the configuration for a sender that is refused', async () => {
    const { server, mailer } = await setUp();
    server.refuse('from', 553);
    expect(await mailer.send(MAIL)).toEqual({
      kind: 'failed',
      error:
        'The mail server answered 553 to the address of the sender; look at GLIMLACH_MAIL_FROM.',
      retryAfterMs: null,
    });
  });

  it('says that there is no server', async () => {
    const { server, mailer } = await setUp();
    await server.stop();
    undo.shift();
    expect(await mailer.send(MAIL)).toEqual({
      kind: 'failed',
      error: 'The mail server cannot be reached (ECONNREFUSED).',
      retryAfterMs: null,
    });
  });

  it('stops when it is told to', async () => {
    const { server, mailer } = await setUp();
    server.hang();
    const stopped = new AbortController();
    const sending = mailer.send(MAIL, stopped.signal);
    stopped.abort();
    expect(await sending).toMatchObject({ kind: 'failed' });
  });
});
