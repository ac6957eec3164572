import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TerminalConfiguration } from '../../../../contract/terminal-configuration.ts';
import type { HubRequest } from '../../../../renderer/sync/hub-client.ts';
import type { HubResult } from '../../../../renderer/sync/hub-result.ts';
import type { HubSession } from '../../../../renderer/sync/hub-session.ts';
import { startTerminalUpkeep } from '../../../../renderer/sync/terminal-upkeep.ts';
import { heartbeatAt } from '../../../support/heartbeat.ts';
import { hubReply } from '../../../support/hub-reply.ts';
import { TERMINAL_ID } from '../../../support/event-maker.ts';

const HEARTBEAT = heartbeatAt({ wallMs: 0, monotonicMs: 0, bootId: 'b' });

const configuration = (version: number) =>
  TerminalConfiguration.parse({
    version,
    terminal: { id: TERMINAL_ID, name: 'Till 1' },
    touchpoint: null,
    questionnaire: null,
    languages: ['nl'],
    buttons: {},
    thanksMs: 3_000,
    heartbeatMs: 60_000,
  });

describe('the terminal upkeep', () => {
  let published: number;
  let reachable: boolean;
  let asked: string[];
  let inForce: number[];
  let answered: number;
  let setAside: number | null;
  let unreadable: (number | null)[];
  /** More of a configuration, or other. */
  let beside: object;
  let retried: (string | null)[];
  let stated: number[];
  let retryAfterMs: number | null;

  const session: HubSession = {
    async ask<Value>(request: HubRequest<Value>): Promise<HubResult<Value>> {
      asked.push(request.path);
      if (!reachable) {
        return retryAfterMs === null
          ? { kind: 'offline', detail: 'No reply.' }
          : { kind: 'refused', status: 503, type: 'busy', detail: 'Later.', retryAfterMs };
      }
      const reply =
        request.path === '/v1/terminal/config'
          ? { ...configuration(published), ...beside }
          : {
              hubTimeMs: 0,
              configurationVersion: published,
              retryParked: published === 2 ? TERMINAL_ID : null,
            };
      return hubReply(request, reply, `"${published}"`);
    },
  };

  beforeEach(() => {
    vi.useFakeTimers();
    published = 1;
    reachable = true;
    asked = [];
    inForce = [];
    answered = 0;
    setAside = null;
    unreadable = [];
    beside = {};
    retried = [];
    stated = [];
    retryAfterMs = null;
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  const start = (held: TerminalConfiguration | null) =>
    startTerminalUpkeep({
      session,
      configuration: held,
      heartbeat: async (version) => {
        stated.push(version);
        return HEARTBEAT;
      },
      onConfiguration: async ({ version }) => {
        if (version === setAside) {
          return false;
        }
        inForce.push(version);
        return true;
      },
      onUnreadable: (version) => unreadable.push(version),
      onAnswered: () => {
        answered += 1;
      },
      onRetryParked: async (requestId) => {
        retried.push(requestId);
      },
      onFailure: () => undefined,
      random: () => 0,
    });

  it('asks every six hours whether anything has changed that counts no version up', async () => {
    const upkeep = start(configuration(1));
    await vi.advanceTimersByTimeAsync(6 * 3_600_000 - 1);
    const fetched = () => asked.filter((path) => path === '/v1/terminal/config').length;
    expect(fetched()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(fetched()).toBe(2);
    await vi.advanceTimersByTimeAsync(6 * 3_600_000);
    expect(fetched()).toBe(3);
    await upkeep.stop();
  });

  it('fetches the configuration first, then sends heartbeats, and fetches what is newer', async () => {
    const upkeep = start(null);
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual(['/v1/terminal/config', '/v1/terminal/heartbeat']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked.slice(2)).toEqual(['/v1/terminal/heartbeat']);
    published = 2;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked.slice(3)).toEqual(['/v1/terminal/heartbeat', '/v1/terminal/config']);
    expect(inForce).toEqual([1, 2]);
    expect(answered).toBe(3);
    expect(retried).toEqual([null, null, TERMINAL_ID]);
    await upkeep.stop();
  });

  it('asks at every start whether the stored configuration is still right', async () => {
    published = 5;
    const upkeep = start(configuration(4));
    await vi.advanceTimersByTimeAsync(0);
    expect(inForce).toEqual([5]);
    await upkeep.stop();
  });

  it('takes the configuration of a newer hub, without what it does not know', async () => {
    beside = { mood: 'bright' };
    const upkeep = start(null);
    await vi.advanceTimersByTimeAsync(0);
    expect([inForce, unreadable]).toEqual([[1], []]);
    await upkeep.stop();
  });

  it('stays with what it has, and goes on telling how it is, when the new one cannot be read', async () => {
    published = 2;
    beside = { languages: 'all of them' };
    const upkeep = start(configuration(1));
    await vi.advanceTimersByTimeAsync(60_000);
    expect([inForce, new Set(unreadable), stated]).toEqual([[], new Set([2]), [1, 1]]);
    await upkeep.stop();
  });

  it('stays with what it has when the new one was set aside', async () => {
    published = 2;
    setAside = 2;
    const upkeep = start(configuration(1));
    await vi.advanceTimersByTimeAsync(0);
    expect([inForce, stated]).toEqual([[], [1]]);
    await upkeep.stop();
  });

  it('leaves the hub alone for as long as it asks', async () => {
    reachable = false;
    retryAfterMs = 90_000;
    const upkeep = start(null);
    await vi.advanceTimersByTimeAsync(89_999);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toHaveLength(2);
    await upkeep.stop();
  });

  it('keeps trying while the hub is out of reach, and is done when stopped', async () => {
    reachable = false;
    const upkeep = start(null);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked.length).toBeGreaterThan(5);
    reachable = true;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(inForce).toEqual([1]);
    await upkeep.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
