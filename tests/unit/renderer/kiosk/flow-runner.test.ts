import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { STAFF_CALL_MS } from '../../../../contract/flow-steps.ts';
import type { FlowEvent } from '../../../../renderer/kiosk/flow.ts';
import { createFlowRunner } from '../../../../renderer/kiosk/flow-runner.ts';

describe('what a flow asks for past the screen', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  function open() {
    const told: FlowEvent[] = [];
    const asked: string[] = [];
    const coming = new Set<string>();
    let acknowledged = 0;
    const runner = createFlowRunner({
      recorder: { record: async () => true },
      part: () => null,
      sealingKey: () => null,
      tell: (event) => told.push(event),
      onHelpAcknowledged: () => {
        acknowledged += 1;
      },
      onTrouble: () => undefined,
    });
    runner.askHelpBy(async (pressId) => {
      asked.push(pressId);
      return coming.has(pressId);
    });
    return { runner, told, asked, coming, acknowledged: () => acknowledged };
  }

  const HELP = { screen: 'help', rating: 'negative', pressId: 'a', call: 'asked' } as const;
  const START = { screen: 'start', pressed: null } as const;

  it('ends the call in the store once the hub says that somebody comes, also after the help page went', async () => {
    const { runner, told, coming, acknowledged } = open();
    runner.perform({ type: 'watch-help', pressId: 'a' });
    runner.shows(HELP);
    await vi.advanceTimersByTimeAsync(60_000);
    runner.shows(START);
    await vi.advanceTimersByTimeAsync(180_000);
    const before = acknowledged();
    coming.add('a');
    await vi.advanceTimersByTimeAsync(60_000);
    expect([before, acknowledged(), told]).toEqual([0, 1, [{ type: 'coming', pressId: 'a' }]]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('asks no longer than staff are called for, nor once they said at a box that they come', async () => {
    const { runner, asked } = open();
    runner.perform({ type: 'watch-help', pressId: 'a' });
    await vi.advanceTimersByTimeAsync(STAFF_CALL_MS);
    const given = asked.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect([given > 0, asked.length]).toEqual([true, given]);
    runner.perform({ type: 'watch-help', pressId: 'b' });
    runner.shows({ ...HELP, call: 'coming' });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('asks for the last call only', async () => {
    const { runner, asked } = open();
    runner.perform({ type: 'watch-help', pressId: 'a' });
    runner.perform({ type: 'watch-help', pressId: 'b' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(new Set(asked)).toEqual(new Set(['b']));
  });
});
