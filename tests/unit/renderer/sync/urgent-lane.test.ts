import { describe, expect, it } from 'vitest';
import { createUrgentLane } from '../../../../renderer/sync/urgent-lane.ts';

describe('the urgent lane', () => {
  it('carries one batch at a time, and once more what came meanwhile', async () => {
    const batches: PromiseWithResolvers<void>[] = [];
    const lane = createUrgentLane(() => {
      const batch = Promise.withResolvers<void>();
      batches.push(batch);
      return batch.promise;
    });
    await lane.settled();
    lane.ask();
    lane.ask();
    lane.ask();
    expect(batches).toHaveLength(1);
    batches[0]?.resolve();
    await batches[0]?.promise;
    await Promise.resolve();
    expect(batches).toHaveLength(2);
    const settled = lane.settled();
    batches[1]?.resolve();
    await settled;
    lane.ask();
    expect(batches).toHaveLength(3);
  });
});
