import { PROTOCOL_VERSION } from '../../contract/protocol-version.ts';

/** What came of asking the hub. Expected failures are values; nothing here is thrown. */
export type HubResult<Value> =
  | { readonly kind: 'ok'; readonly value: Value; readonly etag: string | null }
  | { readonly kind: 'not-modified' }
  /** The hub, or a proxy before it, takes nothing of this size (413). */
  | { readonly kind: 'too-large' }
  /** No whole reply in time, or a server that waited too long for the request (408): a slow link, or a dead one. */
  | { readonly kind: 'too-slow'; readonly detail: string }
  /** The hub understood and said no. `type` is the problem's stable name. */
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly type: string;
      readonly detail: string;
      readonly retryAfterMs: number | null;
    }
  /** No reply, or one that is not the hub's: a captive portal, a proxy's page, a reply cut in the middle. */
  | { readonly kind: 'offline'; readonly detail: string };

/** How long to leave the hub alone, where it said so; null where the usual backoff applies. */
export function retryAfterMs(result: HubResult<unknown>): number | null {
  return result.kind === 'refused' ? result.retryAfterMs : null;
}

/** The hub takes no request such as this one, whole as it is: the same again would be refused again. */
export function refusesWhole(result: HubResult<unknown>): boolean {
  return result.kind === 'too-large' || (result.kind === 'refused' && result.status === 400);
}

/** One line for logs and the set-up page. Holds nothing the visitor or the key store gave us. */
export function describeResult(result: HubResult<unknown>): string {
  switch (result.kind) {
    case 'ok':
      return 'answered';
    case 'not-modified':
      return 'not modified';
    case 'too-large':
      return 'the hub found the request too large';
    case 'refused':
      return result.status === 426
        ? `The hub does not speak this terminal's protocol version, ${PROTOCOL_VERSION}. Update one of them; until then everything stays queued. ${result.detail}`
        : `${result.status} ${result.type}: ${result.detail}`;
    case 'too-slow':
    case 'offline':
      return result.detail;
  }
}
