import { describe, expect, it } from 'vitest';
import { type BoxHolder, createBoxBooks } from '../../../../hardware/connection/box-books.ts';
import type { StatusMessage } from '../../../../hardware/protocol/messages.ts';

function status(boot: number, counts: number[], cause: number | null = null): StatusMessage {
  return { kind: 'status', boot, cause, counts };
}

function holder(): BoxHolder & { silent: boolean; gaveWay: number } {
  return {
    silent: false,
    gaveWay: 0,
    isSilent() {
      return this.silent;
    },
    giveWay() {
      this.gaveWay += 1;
    },
  };
}

describe('the books of the boxes', () => {
  it('count on from what was committed, whatever port a box is heard on', () => {
    const books = createBoxBooks(new Map([['GB-1', { boot: 4, counts: new Map([[0, 7]]) }]]));
    const { presses } = books.countStatus('GB-1', status(4, [9, 0]), 1_000);
    expect(presses.map(({ button, count }) => [button, count])).toEqual([
      [0, 8],
      [0, 9],
    ]);
    expect(books.countStatus('GB-1', status(4, [9, 0]), 2_000).presses).toEqual([]);
  });

  it('say where counting begins on a box that was never seen, that restarted or that jumped', () => {
    const books = createBoxBooks(new Map());
    expect(books.countStatus('GB-1', status(4, [9, 5], 1), 0)).toMatchObject({
      presses: [{ button: 1, count: 5 }],
      reading: {
        boxId: 'GB-1',
        boot: 4,
        counts: new Map([
          [0, 9],
          [1, 4],
        ]),
      },
    });
    expect(books.countStatus('GB-1', status(4, [10, 5]), 1_000).reading).toBeNull();
    expect(books.countStatus('GB-1', status(5, [1, 0]), 2_000)).toMatchObject({
      presses: [{ button: 0, count: 1, boot: 5 }],
      reading: {
        boot: 5,
        counts: new Map([
          [0, 0],
          [1, 0],
        ]),
      },
    });
    expect(books.countStatus('GB-1', status(5, [900, 0]), 3_000)).toMatchObject({
      presses: [],
      reading: {
        boot: 5,
        counts: new Map([[0, 900]]),
      },
    });
  });

  it('count for a box that does not, every run of the terminal as a start of its own', () => {
    const books = createBoxBooks(new Map([['line-1', { boot: 6, counts: new Map([[2, 40]]) }]]));
    const press = { boxId: 'line-1', boot: 7, heardAtMs: 5, recovered: null };
    expect([
      books.countPress('line-1', 2, 5),
      books.countPress('line-1', 0, 5),
      books.countPress('line-1', 2, 5),
    ]).toEqual([
      { ...press, button: 2, count: 1 },
      { ...press, button: 0, count: 1 },
      { ...press, button: 2, count: 2 },
    ]);
  });

  it('let a box be counted on one connection at a time', () => {
    const books = createBoxBooks(new Map());
    const first = holder();
    const second = holder();
    expect(books.claim('GB-1', first)).toBe(true);
    expect(books.claim('GB-1', first)).toBe(true);
    expect(books.claim('GB-1', second)).toBe(false);
    expect(books.claim('GB-2', second)).toBe(true);
    books.release(first);
    expect(books.claim('GB-1', second)).toBe(true);
    expect([first.gaveWay, second.gaveWay]).toEqual([0, 0]);
  });

  it('let a box that fell silent on one port be counted on another', () => {
    const books = createBoxBooks(new Map());
    const unplugged = holder();
    const found = holder();
    books.claim('GB-1', unplugged);
    unplugged.silent = true;
    expect(books.claim('GB-1', found)).toBe(true);
    expect(unplugged.gaveWay).toBe(1);
    expect(books.claim('GB-1', unplugged)).toBe(false);
  });
});
