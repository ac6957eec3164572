import type { ModuleState } from './modbus-state.ts';

/*
 * Whose levels an answer brings. It names its unit and its function, but no address: where a unit is read in several
 * goes, an answer that comes late looks like that to the next question, and the levels of one reading would be taken
 * for those of another. So a question in vain puts all readings of its unit and table in doubt.
 *
 *               a question in vain; the line is verified
 *   trusted ──────────────────────────────────────────────▶ in doubt ──┐
 *      ▲                                                     │   ▲     │ again in vain
 *      └── left alone for twice as long as that answer ◀─────┘   └─────┘
 *          may have taken, and a timeout more        an answer: passed over
 *
 * A unit answers one question after the other, and an answer may take twice as long as the one before it: what else
 * was owed has come by then, and found nobody listening. One that takes longer still may be taken for another. That
 * none is on its way cannot be shown: a question whose answer is like no other is not one that all modules answer.
 *
 * The price is that such a unit is not heard for some four timeouts after a lost answer.
 */

/** A unit that answers again after an hour is not left alone for two more. */
const LONGEST_ANSWER_MS = 1_000;

type Modules = readonly ModuleState[];

/**
 * After a question in vain.
 * @param alike indexes of the readings whose answers look alike, the one that was asked among them.
 * @param askedAtMs when that was.
 */
export function doubt(modules: Modules, alike: readonly number[], askedAtMs: number): Modules {
  return alike.length < 2
    ? modules
    : modules.map((module, index) =>
        alike.includes(index)
          ? { ...module, doubtSinceMs: module.doubtSinceMs ?? askedAtMs }
          : module,
      );
}

/** After the answer that is passed over: it came now, and was owed since `doubtSinceMs` at most. */
export function leaveAlone(
  modules: Modules,
  alike: readonly number[],
  { doubtSinceMs, timeoutMs, nowMs }: { doubtSinceMs: number; timeoutMs: number; nowMs: number },
): Modules {
  const askAtMs = nowMs + 2 * Math.min(nowMs - doubtSinceMs, LONGEST_ANSWER_MS) + timeoutMs;
  return modules.map((module, index) =>
    alike.includes(index) ? { ...module, doubtSinceMs: null, failures: 0, askAtMs } : module,
  );
}
