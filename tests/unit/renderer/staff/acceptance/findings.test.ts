import { describe, expect, it } from 'vitest';
import {
  buttonsFinding,
  networkFinding,
  screenFinding,
  soundFinding,
  storesFinding,
  type StoresSeen,
  type TestedButton,
} from '../../../../../renderer/staff/acceptance/findings.ts';
import { staffWords } from '../../../../../renderer/staff/language/staff-words.ts';

const words = staffWords('en');
const SCREEN = { touched: 5, byKey: 0, targets: 5, noTouch: false, widthPx: 1920, heightPx: 1080 };
const button = (index: number, pressed: boolean, meaning: TestedButton['meaning']) => ({
  button: index,
  meaning,
  pressed,
});
const STORES: StoresSeen = {
  database: { outcome: 'kept', tookMs: 3 },
  disk: { outcome: 'kept', tookMs: 9 },
  journal: 'works',
  storage: 'ok',
  books: [],
};
const keysOf = (finding: { readonly lines: readonly { readonly key: string }[] }) =>
  finding.lines.map(({ key }) => key);

describe('What a check comes to', () => {
  it('wants every point of the screen reached, and says which were by keyboard', () => {
    expect(screenFinding(SCREEN).verdict).toBe('passed');
    expect(keysOf(screenFinding({ ...SCREEN, touched: 3, byKey: 2 }))).toContain('found.byKey');
    const failed = screenFinding({ ...SCREEN, touched: 4 });
    expect([failed.verdict, keysOf(failed).at(-1)]).toEqual(['failed', 'todo.screen']);
    expect(screenFinding({ ...SCREEN, touched: 0, noTouch: true }).verdict).toBe('not-there');
  });

  it('wants every button of every box heard but the one for staff', () => {
    const box = (...buttons: TestedButton[]) => [{ boxId: 'GB-1', buttons }];
    const verdict = (noOthers: boolean, ...buttons: TestedButton[]) =>
      buttonsFinding(box(...buttons), noOthers, String).verdict;
    expect([
      verdict(false, button(0, true, 'positive'), button(5, false, 'staff')),
      verdict(false, button(0, true, 'positive'), button(1, false, 'neutral')),
      verdict(true, button(0, true, 'positive'), button(1, false, 'neutral')),
      verdict(true, button(0, false, 'positive')),
      buttonsFinding([], false, String).verdict,
    ]).toEqual(['passed', 'failed', 'passed', 'failed', 'not-there']);
  });

  it('says what to do about a sound that was not heard', () => {
    expect(keysOf(soundFinding('silent', 0.5))).toContain('todo.sound');
    expect(soundFinding('no-speaker', 0.5).verdict).toBe('not-there');
  });

  it('measures the way to the hub and the clock, and fails a clock that is off for certain', () => {
    const at = (hubAheadMs: number, uncertaintyMs: number) =>
      networkFinding({ kind: 'reached', roundTripMs: 20, hubAheadMs, uncertaintyMs }, words);
    expect([
      [at(3, 10).verdict, keysOf(at(3, 10))[2]],
      [at(4_000, 10).verdict, keysOf(at(4_000, 10))[2]],
      [at(-6_000, 10).verdict, keysOf(at(-6_000, 10))[2]],
      [at(6_000, 2_000).verdict, keysOf(at(6_000, 2_000))[2]],
    ]).toEqual([
      ['passed', 'found.clockRight'],
      ['passed', 'found.clockBehind'],
      ['failed', 'found.clockAhead'],
      ['passed', 'found.clockBehind'],
    ]);
  });

  it('says in plain words what stands between, and what to do', () => {
    const finding = networkFinding(
      { kind: 'not-reached', trouble: 'name', detail: 'No reply.' },
      words,
    );
    expect([finding.verdict, ...finding.lines.map((line) => words.line(line))]).toEqual([
      'failed',
      'The name of the hub is not known in this network.',
      'Check the address, and the DNS server of this network.',
      'Detail: No reply.',
    ]);
  });

  it('takes the stores for healthy only when each kept what it was given', () => {
    expect(storesFinding(STORES, words).verdict).toBe('passed');
    const failing: readonly (readonly [Partial<StoresSeen>, string])[] = [
      [{ database: { outcome: 'failed', detail: 'no room' } }, 'todo.database'],
      [{ disk: { outcome: 'failed', detail: 'ENOSPC' } }, 'todo.disk'],
      [{ journal: 'unavailable' }, 'todo.journal'],
      [{ storage: 'journal-only' }, 'todo.storage'],
    ];
    for (const [change, todo] of failing) {
      const finding = storesFinding({ ...STORES, ...change }, words);
      expect([finding.verdict, keysOf(finding)]).toEqual([
        'failed',
        expect.arrayContaining([todo]),
      ]);
    }
  });

  it('says where every answer is', () => {
    const books = [
      {
        ledgerId: 'l',
        made: 1_200,
        mark: 1_190,
        queued: 9,
        oldestQueued: 1_191,
        parked: [4],
        gap: null,
      },
    ];
    const lines = storesFinding({ ...STORES, books }, words).lines.map((line) => words.line(line));
    expect(lines).toContain('Answers made: 1,200 = 1,190 at the hub + 9 waiting + 1 parked.');
  });

  it('does without a journal where there is none', () => {
    const finding = storesFinding({ ...STORES, disk: null, journal: null }, words);
    expect([finding.verdict, keysOf(finding)]).toEqual([
      'passed',
      ['found.database', 'storage.ok', 'found.books'],
    ]);
  });
});
