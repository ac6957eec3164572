import { HeartbeatReply, type HeartbeatRequest } from '../../contract/protocol/heartbeat.ts';
import { type ReadConfiguration, readConfiguration } from '../../contract/read-configuration.ts';
import type { TerminalConfiguration } from '../../contract/terminal-configuration.ts';
import { backoffMs, LONGEST_OBLIGED_MS } from './backoff.ts';
import { describeResult, type HubResult, retryAfterMs } from './hub-result.ts';
import type { ReplyReader } from './hub-client.ts';
import type { HubSession } from './hub-session.ts';
import { messageOf } from '../message-of.ts';

export type TerminalUpkeepOptions = {
  readonly session: HubSession;
  /** The last good configuration; it stays in force until a newer one has been read whole. */
  readonly configuration: TerminalConfiguration | null;
  readonly heartbeat: (configurationVersion: number) => Promise<HeartbeatRequest>;
  /** @returns whether it is in force from now on. */
  readonly onConfiguration: (configuration: TerminalConfiguration) => Promise<boolean>;
  /** The hub gave one that this program cannot read; its version, as far as that can be told. */
  readonly onUnreadable: (version: number | null) => void;
  /** The hub answered: a sign of life for whoever waits to try again. */
  readonly onAnswered: () => void;
  /** With every heartbeat: the request to send parked events again that the hub knows of, if any. */
  readonly onRetryParked: (requestId: string | null) => Promise<void>;
  readonly onFailure: (detail: string) => void;
  /** Random, from 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
};

/** Every reply is read, so that one that cannot be is told apart from a reply that is not the hub's. */
const CONFIGURATION_REPLY: ReplyReader<ReadConfiguration> = {
  safeParse: (json) => ({ success: true, data: readConfiguration(json) }),
};

/** What the hub changes by itself, such as the start screen's code, counts no version up: it is asked for now and then. */
const ASK_AGAIN_AFTER_MS = 6 * 3_600_000;

export type TerminalUpkeep = { stop(): Promise<void> };

/**
 * Keeps the terminal's configuration current and the hub informed of its health, in one loop with one timer. Without
 * a configuration it asks for one with backoff; with one it sends a heartbeat every `heartbeatMs` and fetches what
 * the reply says is newer, and every {@link ASK_AGAIN_AFTER_MS} whatever has changed.
 */
export function startTerminalUpkeep(options: TerminalUpkeepOptions): TerminalUpkeep {
  let configuration = options.configuration;
  let etag: string | null = null;
  let failures = 0;
  /** The hub asked to be left alone for so long; 0 when it did not. */
  let obligedMs = 0;
  /** How long the timer has run since the hub last told, or confirmed, the configuration. */
  let untoldMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let underWay = Promise.resolve();

  function failed(what: string, result: HubResult<unknown>): void {
    obligedMs = Math.min(LONGEST_OBLIGED_MS, retryAfterMs(result) ?? 0);
    options.onFailure(`${what}: ${describeResult(result)}`);
  }

  async function fetchConfiguration(): Promise<boolean> {
    const result = await options.session.ask({
      method: 'GET',
      path: '/v1/terminal/config',
      ...(etag === null ? {} : { headers: { 'if-none-match': etag } }),
      reply: CONFIGURATION_REPLY,
    });
    switch (result.kind) {
      case 'ok':
        untoldMs = 0;
        // Also of one that is not used: it is not asked for again until there is another.
        ({ etag } = result);
        await use(result.value);
        return true;
      case 'not-modified':
        untoldMs = 0;
        return true;
      case 'too-large':
      case 'too-slow':
      case 'refused':
      case 'offline':
        failed('No configuration', result);
        return false;
    }
  }

  async function use(read: ReadConfiguration): Promise<void> {
    if (!read.ok) {
      options.onFailure(
        `The hub's configuration cannot be read, ${read.problem}. Update the kiosk.`,
      );
      options.onUnreadable(read.version);
      return;
    }
    if (read.unknown.length > 0) {
      options.onFailure(`Not known here and left out: ${read.unknown.join(', ').slice(0, 300)}.`);
    }
    if (await options.onConfiguration(read.configuration)) {
      ({ configuration } = read);
    } else {
      options.onFailure(`Configuration ${read.configuration.version} stays set aside.`);
    }
  }

  async function sendHeartbeat(held: TerminalConfiguration): Promise<boolean> {
    const request = await options.heartbeat(held.version);
    const result = await options.session.ask({
      method: 'POST',
      path: '/v1/terminal/heartbeat',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      reply: HeartbeatReply,
    });
    if (result.kind !== 'ok') {
      failed('No heartbeat', result);
      return false;
    }
    options.onAnswered();
    await options.onRetryParked(result.value.retryParked);
    return result.value.configurationVersion === held.version || fetchConfiguration();
  }

  async function turn(fresh: boolean): Promise<void> {
    let succeeded = false;
    obligedMs = 0;
    try {
      // The stored configuration may be years old: the first turn always asks.
      const isDue = fresh || configuration === null || untoldMs >= ASK_AGAIN_AFTER_MS;
      succeeded = isDue ? await fetchConfiguration() : true;
      if (succeeded && configuration !== null) {
        succeeded = await sendHeartbeat(configuration);
      }
    } catch (error) {
      options.onFailure(messageOf(error));
    }
    failures = succeeded ? 0 : failures + 1;
    if (!stopped) {
      const everyMs = configuration?.heartbeatMs ?? 60_000;
      const delayMs = succeeded
        ? everyMs
        : Math.max(obligedMs, Math.min(everyMs, 1_000 + backoffMs(failures, options.random())));
      timer = setTimeout(() => {
        untoldMs += delayMs;
        underWay = turn(fresh && !succeeded);
      }, delayMs);
    }
  }

  underWay = turn(true);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}
