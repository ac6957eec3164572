import {
  HUB_TIME_HEADER,
  PROTOCOL_HEADER,
  PROTOCOL_VERSION,
} from '../../contract/protocol-version.ts';
import type { HubReach } from '../../contract/staff-ipc.ts';
import { messageOf } from '../log.ts';

/** What is asked for: everybody may, and a hub always answers it. */
const PATH = '/healthz';
const WITHIN_MS = 10_000;

/** As `fetch`, by the network stack of the page: its proxy, its certificates, its names for what fails. */
export type FetchAsPage = (
  url: string,
  options: {
    readonly headers: Readonly<Record<string, string>>;
    readonly redirect: 'error';
    readonly signal: AbortSignal;
  },
) => Promise<{
  readonly status: number;
  readonly headers: { has(name: string): boolean };
  text(): Promise<string>;
}>;

/** Asks the hub for a sign of life, and says by Chromium's own word why none came. */
export async function reachHub(
  hubUrl: string | null,
  fetchAsPage: FetchAsPage,
  monotonicMs: () => number,
): Promise<HubReach> {
  if (hubUrl === null) {
    return { outcome: 'no-hub' };
  }
  const startMs = monotonicMs();
  const signal = AbortSignal.timeout(WITHIN_MS);
  try {
    const reply = await fetchAsPage(new URL(PATH, hubUrl).href, {
      headers: { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) },
      redirect: 'error',
      signal,
    });
    await reply.text();
    return {
      outcome: 'answered',
      status: reply.status,
      ours: reply.headers.has(HUB_TIME_HEADER),
      tookMs: monotonicMs() - startMs,
    };
  } catch (thrown) {
    return {
      outcome: 'failed',
      error: signal.aborted ? 'ERR_TIMED_OUT' : errorNameOf(messageOf(thrown)),
      tookMs: monotonicMs() - startMs,
    };
  }
}

/** Chromium's name of a failure, out of whatever is around it. */
function errorNameOf(message: string): string {
  const named = /ERR_[A-Z0-9_]+/.exec(message)?.[0];
  return named ?? (/redirect/i.test(message) ? 'ERR_REDIRECTED' : 'ERR_FAILED');
}
