import { Dexie, type Table } from 'dexie';
import { MAX_ASSERTION_SECONDS } from '../../contract/protocol/token.ts';
import { PublicKeyJwk } from '../../contract/protocol/enrolment.ts';
import { TerminalIdentity } from '../../contract/terminal-identity.ts';
import type { Clock } from '../clock.ts';
import { log } from '../log.ts';
import { openBrowserConfiguration } from './browser-configuration.ts';
import { watchBrowserPage } from './browser-watch.ts';
import type { KioskHost } from './kiosk-host.ts';
import { signFollowUp } from './sign-follow-up.ts';

const ES256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

type StoredValue = {
  /** `configuration`: the only one that an earlier program knew of; read where there are no `configurations`. */
  readonly name: 'key' | 'identity' | 'configurations' | 'configuration';
  readonly value: unknown;
};

export type BrowserHostOptions = {
  readonly databaseName: string;
  readonly appVersion: string;
  readonly hubUrl: string;
  readonly enrolmentKey: string | null;
  readonly clock: Clock;
};

/** The kiosk as a web app: the key is a non-extractable WebCrypto key beside identity and configuration in IndexedDB. */
export async function openBrowserHost(options: BrowserHostOptions): Promise<KioskHost> {
  const database = new Dexie(options.databaseName, { chromeTransactionDurability: 'strict' });
  database.version(1).stores({ terminal: 'name' });
  await database.open();
  const store: Table<StoredValue, string> = database.table('terminal');

  async function read(name: StoredValue['name']): Promise<unknown> {
    return (await store.get(name))?.value ?? null;
  }

  async function keyPair(): Promise<CryptoKeyPair> {
    const held = await read('key');
    if (held !== null) {
      return held as CryptoKeyPair;
    }
    const made = await crypto.subtle.generateKey(ES256, false, ['sign', 'verify']);
    await store.add({ name: 'key', value: made });
    return made;
  }

  const keys = await keyPair();

  const configuration = await openBrowserConfiguration(
    {
      read: async () =>
        (await read('configurations')) ?? { configuration: await read('configuration') },
      async write(held) {
        await store.put({ name: 'configurations', value: held });
      },
    },
    localStorage,
  );

  async function enrolled(): Promise<TerminalIdentity> {
    return TerminalIdentity.parse(await read('identity'));
  }

  return {
    shell: 'browser',
    async boot() {
      const identity = TerminalIdentity.nullable().parse(await read('identity'));
      const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', keys.publicKey);
      return {
        appVersion: options.appVersion,
        clock: options.clock.now(),
        hubUrl: options.hubUrl,
        enrolmentKey: options.enrolmentKey,
        keypadKeys: null,
        journal: [],
        publicKey: PublicKeyJwk.parse({ kty, crv, x, y }),
        identity,
        configuration: configuration.held().configuration,
        configurationRefused: configuration.held().refused,
      };
    },
    async signAssertion(issuedAtMs) {
      const { terminalId, issuer } = await enrolled();
      const { SignJWT } = await import('jose');
      const issuedAt = Math.floor(issuedAtMs / 1_000);
      return new SignJWT({})
        .setProtectedHeader({ alg: 'ES256', typ: 'JWT' })
        .setIssuer(terminalId)
        .setSubject(terminalId)
        .setAudience(issuer)
        .setJti(crypto.randomUUID())
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + MAX_ASSERTION_SECONDS / 2)
        .sign(keys.privateKey);
    },
    async followUpToken(pressId, rating) {
      const { terminalId } = await enrolled();
      return signFollowUp({ terminalId, pressId, rating }, keys);
    },
    async saveIdentity(identity) {
      await store.put({ name: 'identity', value: identity });
    },
    saveConfiguration: (next) => configuration.save(next),
    async forgetIdentity() {
      await store.bulkDelete(['identity', 'configurations', 'configuration']);
    },
    // Every press here goes through the screen, which knows its language, and the outbox is the only store.
    showLanguage: () => undefined,
    storedThrough: () => undefined,
    hubTook: () => undefined,
    // There is no box and no journal here, and a browser says no more of a failed connection than that it failed.
    boxStatuses: () => undefined,
    journalRoom: () => undefined,
    staffComing: () => undefined,
    calledFor: () => undefined,
    helpAcknowledged: () => undefined,
    certificateRefused: () => undefined,
    probes(answer) {
      watchBrowserPage({
        configuration,
        answer,
        reload: () => location.reload(),
        onLeaving: (listener) => addEventListener('pagehide', listener),
        onTrouble: log,
      });
    },
    reloadWhenIdle: () => undefined,
  };
}
