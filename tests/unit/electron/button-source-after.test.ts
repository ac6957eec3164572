import { describe, expect, it } from 'vitest';
import { buttonSourceAfter } from '../../../electron/button-source-after.ts';
import type { ButtonSource } from '../../../hardware/button-source.ts';

describe('a button source that is started later', () => {
  function box() {
    const done: string[] = [];
    const source: ButtonSource = {
      start: () => done.push('start'),
      signal: ({ kind }) => done.push(kind) > 0,
      stop() {
        done.push('stop');
        return Promise.resolve();
      },
    };
    let give: () => void = () => undefined;
    const due = new Promise<void>((resolve) => {
      give = resolve;
    });
    const listener = {
      onPress: () => 0,
      onReading: () => 0,
      onStatuses: () => 0,
      onReport: () => 0,
    };
    return { source: buttonSourceAfter(due, source), done, due, give: () => give(), listener };
  }

  it('is not opened before it is time', async () => {
    const { source, done, due, give, listener } = box();
    source.start(listener);
    expect(done).toEqual([]);
    give();
    await due;
    expect(done).toEqual(['start']);
  });

  it('is not opened any more once it was stopped', async () => {
    const { source, done, due, give, listener } = box();
    source.start(listener);
    await source.stop();
    give();
    await due;
    expect(done).toEqual(['stop']);
  });
});
