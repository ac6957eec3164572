import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { protocol } from 'electron';
import { contentSecurityPolicy } from './content-security-policy.ts';
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

/** Serves the kiosk's bundle to the page; call it when Electron is ready. */
export function serveKiosk(bundleDir: string, hubOrigin: string | null, log: Log): void {
  const policy = contentSecurityPolicy(hubOrigin);
  protocol.handle(KIOSK_SCHEME, (request) => {
    const { status, headers, body } = answerKioskRequest(request, policy, (path) => {
      try {
        // Not by way of the thread pool: a start has little else to do, and each of its turns there costs more.
        return readFileSync(join(bundleDir, path));
      } catch (thrown) {
        log.error('kiosk-file-unreadable', { path, detail: messageOf(thrown) });
        return null;
      }
    });
    return new Response(body, { status, headers });
  });
}
