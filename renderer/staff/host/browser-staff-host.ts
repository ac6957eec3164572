import { readBase64Url } from '../../../contract/base64url.ts';
import { createPinGate } from '../../../contract/pin-gate.ts';
import { PinAttempts } from '../../../contract/pin-attempts.ts';
import type { StaffPin } from '../../../contract/staff-pin.ts';
import type { Clock } from '../../clock.ts';
import { log } from '../../log.ts';
import { messageOf } from '../../message-of.ts';
import type { StaffHost } from './staff-host.ts';

const KEY = 'glimlach-staff-pin';

export type BrowserStaffHostOptions = {
  readonly clock: Clock;
  readonly pin: () => StaffPin | null;
  /** Outlives the page. */
  readonly memory: Pick<Storage, 'getItem' | 'setItem'>;
  readonly download: (name: string, type: string, content: string) => void;
  readonly reload: () => void;
};

/**
 * The staff menu in a browser. The PIN keeps visitors out, as in Electron; it keeps out nobody who may clear the
 * browser's data, since they hold the terminal itself.
 */
export function createBrowserStaffHost(options: BrowserStaffHostOptions): StaffHost {
  const { clock, memory, download } = options;
  const gate = createPinGate({
    pin: options.pin,
    now: () => clock.now(),
    isRight: isRightPin,
    async load() {
      const kept = memory.getItem(KEY);
      if (kept === null) {
        return null;
      }
      try {
        return PinAttempts.parse(JSON.parse(kept));
      } catch {
        return 'damaged';
      }
    },
    async save(attempts) {
      memory.setItem(KEY, JSON.stringify(attempts));
    },
    onWrong: (wrong) => log(`A wrong staff PIN was given: ${wrong} in a row.`),
    onTrouble: (thrown) => log(`A try at the staff PIN could not be counted: ${messageOf(thrown)}`),
  });

  const nameOf = (kind: string, extension: string): string =>
    `glimlach-${kind}-${new Date(clock.now().wallMs).toISOString().slice(0, 19).replaceAll(':', '-')}Z.${extension}`;

  return {
    unlock: (pin) => gate.tryPin(pin),
    lock: () => undefined,
    machine: () => Promise.resolve(null),
    boxes: null,
    checkDisk: () => Promise.resolve(null),
    reachHub: () => Promise.resolve(null),
    async restart() {
      options.reload();
      return 'restarting';
    },
    async saveReport(html) {
      const name = nameOf('acceptance', 'html');
      download(name, 'text/html', html);
      return { kind: 'download', name };
    },
    async saveExport(json) {
      const name = nameOf('parked', 'json');
      download(name, 'application/json', json);
      return { kind: 'download', name };
    },
  };
}

/** PBKDF2-HMAC-SHA-256 by WebCrypto, compared without stopping at the first difference. */
export async function isRightPin(
  digits: string,
  { salt, iterations, hash }: StaffPin,
): Promise<boolean> {
  const expected = readBase64Url(hash);
  const key = await crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(digits),
    'PBKDF2',
    false,
    ['deriveBits'],
  );
  const derived = new Uint8Array(
    await crypto.subtle.deriveBits(
      { name: 'PBKDF2', hash: 'SHA-256', salt: readBase64Url(salt), iterations },
      key,
      expected.length * 8,
    ),
  );
  let differing = 0;
  for (const [index, byte] of derived.entries()) {
    differing |= byte ^ (expected[index] ?? 0);
  }
  return differing === 0;
}
