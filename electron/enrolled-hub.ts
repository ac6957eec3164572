import { join } from 'node:path';
import { problemOfHubUrl } from './hub-settings.ts';

/**
 * Origin of the hub that this folder's terminal is somebody at; null while it is nobody. By hand, because the window
 * waits for it; `terminal-state.ts` reads the whole.
 *
 * @param readText content of a file; throws where it cannot be read.
 */
export function enrolledHub(
  terminalDir: string,
  readText: (path: string) => string,
): string | null {
  const issuers = ['terminal.json', 'terminal-copy.json'].map((name) =>
    issuerIn(join(terminalDir, name), readText),
  );
  const issuer = issuers.find((each) => each !== null && problemOfHubUrl(each) === null) ?? null;
  return issuer === null ? null : new URL(issuer).origin;
}

function issuerIn(path: string, readText: (path: string) => string): string | null {
  let state: { readonly identity?: { readonly issuer?: unknown } | null } | null;
  try {
    state = JSON.parse(readText(path));
  } catch {
    return null;
  }
  const issuer = state?.identity?.issuer;
  return typeof issuer === 'string' ? issuer : null;
}
