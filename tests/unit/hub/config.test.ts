import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../hub/config-error.ts';
import { readHubConfig } from '../../../hub/config.ts';

const DAY_MS = 24 * 3_600_000;

describe('readHubConfig', () => {
  it('needs nothing: a hub on loopback with its own database', () => {
    expect(readHubConfig({ GLIMLACH_PORT: '', PATH: '/bin' })).toEqual({
      databaseUrl: null,
      secret: null,
      port: 8080,
      host: '127.0.0.1',
      dataDir: resolve('.glimlach'),
      publicUrl: null,
      trustedProxies: ['loopback'],
      privateDestinations: [],
      smtp: null,
      mailFrom: null,
      retention: { triesMs: 30 * DAY_MS, messagesMs: 90 * DAY_MS, formerMembersMs: 90 * DAY_MS },
      logLevel: 'info',
      consoleDir: resolve('dist/console'),
      kioskDir: resolve('dist/kiosk'),
    });
  });

  it('needs a secret beside a database that other hubs may use too', () => {
    const DATABASE_URL = 'postgres://hub@db/hub';
    const read = (GLIMLACH_SECRET: string): unknown =>
      readHubConfig({ DATABASE_URL, GLIMLACH_SECRET }).secret;
    expect(read('s'.repeat(32))).toBe('s'.repeat(32));
    expect(() => read('')).toThrow(
      /^The hub cannot start: GLIMLACH_SECRET is needed beside DATABASE_URL: [^\n]*\.$/,
    );
    expect(() => read('short')).toThrow('GLIMLACH_SECRET must be at least 32 characters');
  });

  it('takes how long things are kept in days, and messages no shorter than they are tried', () => {
    const read = (GLIMLACH_KEEP_MESSAGES_DAYS: string): unknown =>
      readHubConfig({ GLIMLACH_KEEP_MESSAGES_DAYS }).retention.messagesMs;
    expect(read('365')).toBe(365 * DAY_MS);
    for (const wrong of ['6', '3651', '-1', '1.5', 'for ever']) {
      expect(() => read(wrong)).toThrow(
        /^The hub cannot start: GLIMLACH_KEEP_MESSAGES_DAYS must be/,
      );
    }
    expect(
      readHubConfig({ GLIMLACH_KEEP_FORMER_MEMBERS_DAYS: '0' }).retention.formerMembersMs,
    ).toBe(0);
  });

  it('takes a public address as an origin', () => {
    const read = (url: string): unknown => readHubConfig({ GLIMLACH_PUBLIC_URL: url }).publicUrl;
    expect(read('https://Hub.example/')).toBe('https://hub.example');
    expect(() => read('https://hub.example/path')).toThrow(ConfigError);
    expect(() => read('ftp://hub.example')).toThrow(ConfigError);
    expect(() => read(`https://${'hub.'.repeat(40)}example`)).toThrow('at most 120 characters');
  });

  it('takes proxies by address and by range', () => {
    const read = (list: string): unknown =>
      readHubConfig({ GLIMLACH_TRUSTED_PROXIES: list }).trustedProxies;
    expect(read('10.0.0.0/8, loopback,fd00::/8,192.0.2.7')).toEqual([
      '10.0.0.0/8',
      'loopback',
      'fd00::/8',
      '192.0.2.7',
    ]);
    for (const wrong of [
      'everybody',
      '10.0.0.0/33',
      '10.0.0.1,',
      '10.0.0.0/8/8',
      '10.0.0',
      '::/x',
    ]) {
      expect(() => read(wrong)).toThrow(
        'GLIMLACH_TRUSTED_PROXIES must be IP addresses or ranges such as 10.0.0.0/8, separated by commas',
      );
    }
  });

  it('takes a mail server together with whom mail is from', () => {
    const SMTP_URL = 'smtps://hub:p%40ss@mail.example';
    expect(
      readHubConfig({ SMTP_URL, GLIMLACH_MAIL_FROM: 'The store <alerts@hub.example>' }),
    ).toMatchObject({
      smtp: {
        host: 'mail.example',
        port: 465,
        tls: 'from-the-start',
        credentials: { user: 'hub', password: 'p@ss' },
      },
      mailFrom: { name: 'The store', address: 'alerts@hub.example' },
    });
    expect(() => readHubConfig({ SMTP_URL })).toThrow(
      /^The hub cannot start: GLIMLACH_MAIL_FROM is needed beside SMTP_URL: [^\n]*\.$/,
    );
    expect(() => readHubConfig({ SMTP_URL: 'mail.example:25' })).toThrow(
      /^The hub cannot start: SMTP_URL must be smtp:\/\/[^\n]*\.$/,
    );
    expect(() => readHubConfig({ GLIMLACH_MAIL_FROM: 'the store' })).toThrow(
      /^The hub cannot start: GLIMLACH_MAIL_FROM must be an e-mail address [^\n]*\.$/,
    );
  });

  it('takes destinations inside of its network by address and by range, and never by name', () => {
    const read = (list: string): unknown =>
      readHubConfig({ GLIMLACH_PRIVATE_DESTINATIONS: list }).privateDestinations;
    expect(read('10.20.0.0/16, fd00::/8')).toEqual(['10.20.0.0/16', 'fd00::/8']);
    for (const wrong of ['loopback', 'intranet', '10.0.0.0/33']) {
      expect(() => read(wrong)).toThrow('GLIMLACH_PRIVATE_DESTINATIONS must be IP addresses');
    }
  });

  it('names every variable that is wrong in one line, and no value', () => {
    expect(() =>
      readHubConfig({
        DATABASE_URL: 'mysql://root:secret@db',
        GLIMLACH_PORT: '70000',
        GLIMLACH_LOG_LEVEL: 'loud',
      }),
    ).toThrow(
      /^The hub cannot start: DATABASE_URL must be a postgres:\/\/ address; GLIMLACH_PORT must be at most 65535; GLIMLACH_LOG_LEVEL [^;\n]*\.$/,
    );
  });
});
