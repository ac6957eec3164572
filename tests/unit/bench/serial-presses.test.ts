import { describe, expect, it } from 'vitest';
import { decodeFrames, NOTHING_PENDING } from '../../../hardware/protocol/frame-decoder.ts';
import { decodeBoxMessage } from '../../../hardware/protocol/messages.ts';
import { BUTTON_COUNT, boxTraffic, PRESSES_PER_SECOND } from '../../bench/serial/box-traffic.ts';
import { accountPresses } from '../../bench/serial/press-account.ts';

describe('boxTraffic', () => {
  const SECONDS = 12;
  const traffic = boxTraffic(7, SECONDS);
  const presses = traffic.filter(({ press }) => press !== null);

  it('presses a hundred times a second, in turn, and says each second that it is there', () => {
    expect(
      traffic.map(({ press }) => press?.button).filter((button) => button !== undefined),
    ).toEqual(
      Array.from({ length: SECONDS * PRESSES_PER_SECOND }, (_, press) => press % BUTTON_COUNT),
    );
    expect(traffic.filter(({ press }) => press === null).map(({ dueMs }) => dueMs)).toEqual(
      Array.from({ length: SECONDS }, (_, second) => second * 1_000),
    );
  });

  it('is in order of time, with two presses now and then within the length of a frame', () => {
    const dueMs = traffic.map((frame) => frame.dueMs);
    expect(dueMs).toEqual(dueMs.toSorted((a, b) => a - b));
    const gapsMs = presses.slice(1).map((each, index) => each.dueMs - (presses[index]?.dueMs ?? 0));
    expect(gapsMs.filter((gapMs) => gapMs < 2.4).length).toBeGreaterThan(SECONDS);
    expect(Math.max(...gapsMs)).toBeLessThan(20);
  });

  it('says in frames what it pressed, each frame numbered after the one before', () => {
    const bytes = Buffer.concat(traffic.map((frame) => frame.bytes));
    const { frames } = decodeFrames(NOTHING_PENDING, bytes);
    const statuses = frames.map((decoded) => {
      const message = decoded.ok ? decodeBoxMessage(decoded.frame) : null;
      return decoded.ok && message?.kind === 'status'
        ? { ...message, sequence: decoded.frame.sequence }
        : null;
    });
    expect(statuses.map((status) => status?.sequence)).toEqual(
      traffic.map((_, index) => (index + 1) % 256),
    );
    expect(
      statuses.map((status) =>
        status === null || status.cause === null
          ? null
          : { button: status.cause, count: status.counts[status.cause] },
      ),
    ).toEqual(traffic.map(({ press }) => press));
  });

  it('is the same for a seed, and another for another', () => {
    expect(boxTraffic(7, 1)).toEqual(boxTraffic(7, 1));
    expect(boxTraffic(8, 1)).not.toEqual(boxTraffic(7, 1));
  });
});

describe('accountPresses', () => {
  const made = [
    { button: 0, count: 1, atMs: 10 },
    { button: 1, count: 1, atMs: 12 },
    { button: 0, count: 2, atMs: 20 },
  ];

  it('tells how long each press took', () => {
    const heard = made.map((press, index) => ({ ...press, atMs: press.atMs + index + 1 }));
    expect(accountPresses(made, heard)).toEqual({
      latenciesMs: [1, 2, 3],
      lost: 0,
      invented: 0,
      outOfOrder: 0,
    });
  });

  it('finds what was lost', () => {
    expect(accountPresses(made, made.slice(0, 2))).toMatchObject({ lost: 1, invented: 0 });
  });

  it('finds what was heard twice, and takes its first time', () => {
    const again = { button: 1, count: 1, atMs: 90 };
    expect(accountPresses(made, [...made, again])).toMatchObject({
      latenciesMs: [0, 0, 0],
      lost: 0,
      invented: 1,
    });
  });

  it('finds what nobody pressed', () => {
    const never = { button: 3, count: 1, atMs: 21 };
    expect(accountPresses(made, [...made, never])).toMatchObject({ lost: 0, invented: 1 });
  });

  it('finds presses of one button that changed places, and none of two buttons', () => {
    const [first, second, third] = made;
    if (first === undefined || second === undefined || third === undefined) {
      throw new Error('three presses were made');
    }
    expect(accountPresses(made, [second, first, third])).toMatchObject({ outOfOrder: 0 });
    expect(accountPresses(made, [third, second, first])).toMatchObject({ outOfOrder: 1 });
  });
});
