import { posix } from 'node:path';

export const KIOSK_SCHEME = 'kiosk';
export const KIOSK_ORIGIN = `${KIOSK_SCHEME}://app`;
export const KIOSK_START_URL = `${KIOSK_ORIGIN}/index.html`;
/** Stands there while the start page is not loaded again yet; main has it without the disk. */
export const KIOSK_FALLBACK_URL = `${KIOSK_ORIGIN}/fallback.html`;

/** Whether this is the address of the one page there is, which may load itself again. */
export function isKioskPage(url: string): boolean {
  return url === KIOSK_START_URL;
}

/** Everything a built kiosk consists of; another kind of file is not served. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wav': 'audio/wav',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

export type KioskFile = {
  /** Relative to the bundle's folder, with forward slashes; never leaves it. */
  readonly path: string;
  readonly contentType: string;
};

/** The file of the bundle that a URL names, or null when it names none. */
export function kioskFile(url: string): KioskFile | null {
  if (!URL.canParse(url)) {
    return null;
  }
  const { protocol, host, pathname } = new URL(url);
  if (protocol !== `${KIOSK_SCHEME}:` || host !== 'app') {
    return null;
  }
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  const segments = decoded.slice(1).split('/');
  // No segment may be special on any platform: a parent, a drive, a backslash or an end of string.
  if (!segments.every((segment) => /^[A-Za-z0-9_@-][A-Za-z0-9_@.-]*$/.test(segment))) {
    return null;
  }
  const path = segments.join('/');
  const contentType = CONTENT_TYPES[posix.extname(path).toLowerCase()];
  return contentType === undefined ? null : { path, contentType };
}

export type KioskAnswer = {
  readonly status: 200 | 404 | 405;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer> | null;
};

/**
 * Answers requests for the kiosk's own files.
 *
 * @param readFile content of a file of the bundle, or null when there is none; `path` is relative and safe.
 */
export function answerKioskRequest(
  request: { readonly method: string; readonly url: string },
  contentSecurityPolicy: string,
  readFile: (path: string) => Uint8Array<ArrayBuffer> | null,
): KioskAnswer {
  const headers = {
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return { status: 405, headers: { ...headers, allow: 'GET, HEAD' }, body: null };
  }
  const file = kioskFile(request.url);
  const body = file && readFile(file.path);
  if (file === null || body === null) {
    return { status: 404, headers, body: null };
  }
  return {
    status: 200,
    headers: {
      ...headers,
      'content-type': file.contentType,
      'content-length': String(body.length),
    },
    body: request.method === 'HEAD' ? null : body,
  };
}
