import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { protocol } from 'electron';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { fallbackFile } from './fallback-page.ts';
import { answerKioskRequest, KIOSK_SCHEME } from './kiosk-scheme.ts';
import type { Log } from './log.ts';
import { messageOf } from './log.ts';

/** Must be called before Electron is ready. */
export function registerKioskScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: KIOSK_SCHEME,
      // `stream` lets the page play its sounds.
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        codeCache: true,
        stream: true,
      },
    },
  ]);
}

/**
 * Serves the kiosk's bundle to the page; call it when Electron is ready.
 *
 * @param onAnswered the page has its answer for this address.
 */
export function serveKiosk(
  bundleDir: string,
  hubOrigin: string | null,
  log: Log,
  onAnswered: (url: string) => void,
): void {
  const policy = contentSecurityPolicy(hubOrigin);
  // Not by `protocol.handle`, which loads all of `fetch` for the first answer, while the page waits for it.
  protocol.registerBufferProtocol(KIOSK_SCHEME, (request, answer) => {
    const { status, headers, body } = answerKioskRequest(request, policy, (path) => {
      const own = fallbackFile(path);
      if (own !== null) {
        return own;
      }
      try {
        // Not by way of the thread pool: a start has little else to do, and each of its turns there costs more.
        return readFileSync(join(bundleDir, path));
      } catch (thrown) {
        log.error('kiosk-file-unreadable', { path, detail: messageOf(thrown) });
        return null;
      }
    });
    const { buffer, byteOffset, byteLength } = body ?? new Uint8Array(0);
    // The same memory: a program of half a megabyte need not be copied.
    const data = Buffer.from(buffer, byteOffset, byteLength);
    answer({ statusCode: status, headers: { ...headers }, data });
    onAnswered(request.url);
  });
}
