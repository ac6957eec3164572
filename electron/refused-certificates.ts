import type { IpcPush } from '../contract/ipc.ts';
import type { Log } from './log.ts';

type Refusal = IpcPush<'certificateRefused'>;

export type RefusedCertificates = {
  /**
   * @param url of the request that failed.
   * @param error as Chromium names it, such as `net::ERR_CERT_DATE_INVALID`.
   */
  heard(url: string, error: string): void;
};

/**
 * Tells of certificates that were refused on the way to the hub; it changes nothing about that. Each time, because
 * the page may be a new one; in the log only when the reason changes.
 *
 * @param hubOrigin null when no hub is configured: then nothing is told.
 */
export function tellRefusedCertificates(
  hubOrigin: string | null,
  log: Log,
  tell: (refusal: Refusal) => void,
): RefusedCertificates {
  let logged: string | null = null;
  return {
    heard(url, error) {
      const refusal = refusalOf(error);
      if (refusal === null || hubOrigin === null || !isAt(url, hubOrigin)) {
        return;
      }
      if (logged !== error) {
        logged = error;
        log.error('hub-certificate-refused', { reason: refusal.reason, error });
      }
      tell(refusal);
    },
  };
}

/** Null for an error that is not about a certificate. */
function refusalOf(error: string): Refusal | null {
  if (error === 'net::ERR_CERT_DATE_INVALID') {
    return { reason: 'date' };
  }
  return error.startsWith('net::ERR_CERT_') ? { reason: 'other' } : null;
}

function isAt(url: string, origin: string): boolean {
  return URL.canParse(url) && new URL(url).origin === origin;
}
