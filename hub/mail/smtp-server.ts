import { BlockList, isIP } from 'node:net';

/** Where mail is handed over. */
export type SmtpServer = {
  readonly host: string;
  readonly port: number;
  /**
   * `from-the-start` (`smtps://`); `required`: by STARTTLS, and nothing is sent where the server has none (RFC 3207);
   * `where-offered`: the same, else in the clear; `none`.
   */
  readonly tls: 'from-the-start' | 'required' | 'where-offered' | 'none';
  readonly credentials: { readonly user: string; readonly password: string } | null;
};

/** Message submission over TLS (RFC 8314), message submission (RFC 6409), and what relays listen on. */
const PORTS = { overTls: 465, withCredentials: 587, relay: 25 } as const;
const TLS_CHOICES = { required: 'required', optional: 'where-offered', none: 'none' } as const;

/**
 * Reads `smtp://USER:PASSWORD@HOST:PORT` or `smtps://…`. A password leaves the machine encrypted unless `?tls=` says
 * otherwise; see `docs/adr/0075-mail-and-push.md`.
 *
 * @returns null where it cannot be read.
 */
export function readSmtpUrl(text: string): SmtpServer | null {
  if (!URL.canParse(text)) {
    return null;
  }
  const url = new URL(text);
  const isOverTls = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const credentials = readCredentials(url);
  const hasOtherParts = !['', '/'].includes(url.pathname) || url.hash !== '';
  const parameters = [...url.searchParams];
  const [[name, choice] = ['tls', null], ...rest] = parameters;
  if (
    (!isOverTls && url.protocol !== 'smtp:') ||
    host === '' ||
    credentials === 'unreadable' ||
    hasOtherParts ||
    rest.length > 0 ||
    name !== 'tls' ||
    (choice !== null && (isOverTls || !Object.hasOwn(TLS_CHOICES, choice)))
  ) {
    return null;
  }
  const mustEncrypt = credentials !== null && !isLoopback(host);
  const usual = isOverTls ? 'from-the-start' : mustEncrypt ? 'required' : 'where-offered';
  return {
    host,
    port: url.port === '' ? usualPort(isOverTls, credentials !== null) : Number(url.port),
    tls: choice === null ? usual : TLS_CHOICES[choice as keyof typeof TLS_CHOICES],
    credentials,
  };
}

function readCredentials(url: URL): SmtpServer['credentials'] | 'unreadable' {
  if (url.username === '' && url.password === '') {
    return null;
  }
  try {
    const user = decodeURIComponent(url.username);
    const password = decodeURIComponent(url.password);
    return user === '' || password === '' ? 'unreadable' : { user, password };
  } catch {
    // A % that stands for itself has to be written %25.
    return 'unreadable';
  }
}

function usualPort(isOverTls: boolean, hasCredentials: boolean): number {
  return isOverTls ? PORTS.overTls : hasCredentials ? PORTS.withCredentials : PORTS.relay;
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');

function isLoopback(host: string): boolean {
  const family = isIP(host);
  return (
    host === 'localhost' || (family !== 0 && LOOPBACK.check(host, family === 6 ? 'ipv6' : 'ipv4'))
  );
}
