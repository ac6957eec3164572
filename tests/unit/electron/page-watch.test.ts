import { describe, expect, it } from 'vitest';
import type { IpcNotice } from '../../../contract/ipc.ts';
import { runPageWatch } from '../../../electron/run-page-watch.ts';
import { manualTime } from '../../support/manual-time.ts';

type Answer = Omit<IpcNotice<'painted'>, 'probe'>;
const WELL: Answer = { frame: true, visible: true, screen: 'start', heardInput: true };

/** A watch on a page that answers at once, or not at all, as it is told. */
function watched(answer: Answer | null = WELL) {
  const time = manualTime();
  const told: string[] = [];
  let answers = answer;
  let lateMs = 0;
  const watch = runPageWatch({
    monotonicMs: () => time.now() + lateMs,
    startTimer: time.startTimer,
    ask(probe) {
      told.push(`ask at ${time.now()}`);
      if (answers !== null) {
        const given = answers;
        time.startTimer(20, () => watch.painted({ ...given, probe }));
      }
    },
    onWell: (screen) => told.push(`well: ${screen}`),
    onTrouble: (trouble) => told.push(`${trouble} at ${time.now()}`),
  });
  return {
    watch,
    time,
    told: () => told.splice(0),
    troubles: () => told.splice(0).filter((each) => !/^(ask|well)/.test(each)),
    answer: (next: Answer | null) => {
      answers = next;
    },
    standStill: (forMs: number) => {
      lateMs = forMs;
    },
  };
}

describe('page watch', () => {
  it('asks a page soon after it has attached, then every two seconds, as long as it answers well', () => {
    const { watch, time, told } = watched();
    time.advance(10_000);
    const before = told();
    watch.attached();
    time.advance(5_000);
    expect([before, told()]).toEqual([
      [],
      ['ask at 10200', 'well: start', 'ask at 12220', 'well: start', 'ask at 14240', 'well: start'],
    ]);
  });

  it('finds that a page hangs four seconds after it was asked, and says so once', () => {
    const { watch, time, troubles, answer } = watched();
    watch.attached();
    time.advance(1_000);
    answer(null);
    time.advance(60_000);
    expect(troubles()).toEqual(['hung at 6470']);
  });

  it('takes an answer that waited behind its own timer', () => {
    const { watch, time, troubles, answer } = watched(null);
    watch.attached();
    time.advance(4_200);
    watch.painted({ ...WELL, probe: 1 });
    answer(WELL);
    time.advance(60_000);
    expect(troubles()).toEqual([]);
  });

  it('asks again instead when this process stood still itself', () => {
    const { watch, time, troubles, told, answer, standStill } = watched(null);
    watch.attached();
    time.advance(2_000);
    told();
    standStill(30_000);
    answer(WELL);
    time.advance(3_000);
    expect(told()).toEqual(['ask at 4200', 'well: start']);
    time.advance(60_000);
    expect(troubles()).toEqual([]);
  });

  it('finds a page blank that says twice in a row that no screen stands on it', () => {
    const { watch, time, troubles, answer } = watched();
    watch.attached();
    answer({ ...WELL, screen: null });
    time.advance(600);
    answer(WELL);
    time.advance(10_000);
    const once = troubles();
    answer({ ...WELL, screen: null });
    time.advance(10_000);
    expect([once, troubles()]).toEqual([[], ['blank at 11360']]);
  });

  it('finds a visible page without frames after four answers, and expects none of a hidden one', () => {
    const { watch, time, troubles, answer } = watched({ ...WELL, frame: false, visible: false });
    watch.attached();
    time.advance(60_000);
    const hidden = troubles();
    answer({ ...WELL, frame: false });
    time.advance(60_000);
    expect([hidden, troubles().length]).toEqual([[], 1]);
  });

  it('finds a page deaf that heard input before, and not one that never did', () => {
    const { watch, time, troubles, answer } = watched({ ...WELL, heardInput: false });
    watch.attached();
    time.advance(60_000);
    const never = troubles();
    answer(WELL);
    time.advance(5_000);
    answer({ ...WELL, heardInput: false });
    time.advance(60_000);
    expect([never, troubles()]).toEqual([[], [expect.stringContaining('deaf')]]);
  });

  it('asks nothing while nobody could see the page, and goes on when they can', () => {
    const { watch, time, told } = watched(null);
    watch.attached();
    time.advance(1_000);
    told();
    watch.seen(false);
    time.advance(60_000);
    const unseen = told();
    watch.seen(true);
    time.advance(600);
    expect([unseen, told()]).toEqual([[], ['ask at 61200']]);
  });

  it('asks a page that attached unseen as soon as it is seen', () => {
    const { watch, time, told } = watched();
    watch.seen(false);
    watch.attached();
    time.advance(10_000);
    watch.seen(true);
    time.advance(600);
    expect(told()).toEqual(['ask at 10200', 'well: start']);
  });

  it('waits for no page that is gone, and takes no answer of it for that of the next', () => {
    const { watch, time, told, answer } = watched(null);
    watch.attached();
    time.advance(600);
    watch.gone();
    time.advance(60_000);
    watch.attached();
    watch.painted({ ...WELL, probe: 1 });
    answer(WELL);
    time.advance(600);
    expect([told(), time.waiting()]).toEqual([['ask at 200', 'ask at 60800', 'well: start'], 1]);
  });
});
