import { describe, expect, it } from 'vitest';
import { readSmtpUrl } from '../../../../hub/mail/smtp-server.ts';

describe('readSmtpUrl', () => {
  it('takes a relay without a password, and encrypts where it can', () => {
    expect(readSmtpUrl('smtp://relay.example')).toEqual({
      host: 'relay.example',
      port: 25,
      tls: 'where-offered',
      credentials: null,
    });
  });

  it('lets no password leave the machine in the clear', () => {
    expect(readSmtpUrl('smtp://hub:p%40ss%2Fword@mail.example')).toEqual({
      host: 'mail.example',
      port: 587,
      tls: 'required',
      credentials: { user: 'hub', password: 'p@ss/word' },
    });
    expect(readSmtpUrl('smtp://hub:pass@[::1]:2525')).toMatchObject({
      host: '::1',
      port: 2525,
      tls: 'where-offered',
    });
    expect(readSmtpUrl('smtp://hub:pass@127.0.0.1')).toMatchObject({ tls: 'where-offered' });
    expect(readSmtpUrl('smtp://hub:pass@localhost')).toMatchObject({ tls: 'where-offered' });
  });

  it('does about encryption what it is told', () => {
    const tlsOf = (query: string): unknown => readSmtpUrl(`smtp://relay.example${query}`)?.tls;
    expect(['?tls=required', '/?tls=optional', '?tls=none'].map(tlsOf)).toEqual([
      'required',
      'where-offered',
      'none',
    ]);
    expect(readSmtpUrl('smtps://hub:pass@mail.example')).toMatchObject({
      port: 465,
      tls: 'from-the-start',
    });
  });

  it.each([
    'mail.example',
    'http://mail.example',
    'smtp://',
    'smtp://mail.example/path',
    'smtp://mail.example#here',
    'smtp://mail.example?tls=maybe',
    'smtp://mail.example?tls=constructor',
    'smtp://mail.example?tls=none&pool=true',
    'smtp://mail.example?secure=true',
    'smtps://mail.example?tls=none',
    'smtp://hub@mail.example',
    'smtp://:pass@mail.example',
    'smtp://hub:100%@mail.example',
    'smtp://mail.example:70000',
  ])('does not take %s', (text) => {
    expect(readSmtpUrl(text)).toBe(null);
  });
});
