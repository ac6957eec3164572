/** What came of asking the hub. Expected failures are values; nothing here is thrown. */
export type HubResult<Value> =
  | { readonly kind: 'ok'; readonly value: Value; readonly etag: string | null }
  | { readonly kind: 'not-modified' }
  | { readonly kind: 'too-large' }
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
      return `${result.status} ${result.type}: ${result.detail}`;
    case 'offline':
      return result.detail;
  }
}
