import * as fc from 'fast-check';
import { describe, it } from 'vitest';
import type { FlowRecord } from '../../../../contract/flow-record.ts';
import {
  KIOSK_START,
  type KioskEffect,
  type KioskEvent,
  type KioskState,
  type KioskStep,
  transition,
} from '../../../../renderer/kiosk/kiosk-machine.ts';
import type { StepAnswer } from '../../../../renderer/kiosk/kiosk-view.ts';
import { CONTACT, flowPath, REASON, WORDS } from '../../../support/flow-path.ts';
import { smiley } from '../../../support/smiley.ts';

const PRESS_IDS = ['a', 'b', 'c'] as const;
const STEP_IDS = ['reason', 'words', 'contact', 'call-back'] as const;
const PATHS = [
  flowPath(),
  flowPath({ steps: [REASON, WORDS], offers: [{ kind: 'call-back' }, { kind: 'ask-staff' }] }),
  flowPath({
    steps: [CONTACT],
    offers: [{ kind: 'follow-up' }],
    followUpUrl: 'https://hub.example/f',
  }),
];

const pressId = fc.constantFrom(...PRESS_IDS);
const choice = fc.constantFrom('positive', 'neutral', 'negative').map((rating) => smiley(rating));

const answer = fc.constantFrom<StepAnswer>(
  { kind: 'skipped' },
  { kind: 'choice', values: ['waiting'] },
  { kind: 'text', text: 'Too long a queue' },
);

/** Whatever can happen at a terminal that is set up, in any order. A due comes in only where a timer runs. */
const happening: fc.Arbitrary<KioskEvent> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<KioskEvent>({ type: 'due' }, { type: 'active' }) },
  fc.record({ type: fc.constantFrom('touched' as const), choice }),
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom('pressed' as const),
      id: pressId,
      choice,
      repeat: fc.boolean(),
      ageMs: fc.constantFrom(0, 9_000),
      path: fc.constantFrom(...PATHS),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constantFrom('settled' as const),
      id: pressId,
      keeping: fc.constantFrom('both' as const, 'nothing' as const),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constantFrom('left' as const),
      pressId,
      stepId: fc.constantFrom(...STEP_IDS),
      answer,
    }),
  },
  fc.record({
    type: fc.constantFrom('sealed' as const),
    pressId,
    stepId: fc.constantFrom(...STEP_IDS),
    kept: fc.boolean(),
  }),
  fc.record({
    type: fc.constantFrom('offer-taken' as const),
    pressId,
    offer: fc.constantFrom('call-back' as const, 'ask-staff' as const),
  }),
  fc.record({ type: fc.constantFrom('done' as const), pressId }),
  fc.record({ type: fc.constantFrom('coming' as const), pressId }),
  fc.record({ type: fc.constantFrom('hours' as const), open: fc.boolean() }),
  fc.constantFrom<KioskEvent>(
    { type: 'staff-opened' },
    { type: 'staff-closed' },
    { type: 'ready' },
  ),
);

const happenings = fc.array(happening, { maxLength: 80 });

/** The steps taken from a terminal that is set up; a due without a timer does not happen. */
function run(events: readonly KioskEvent[]): readonly KioskStep[] {
  const steps: KioskStep[] = [transition(KIOSK_START, { type: 'ready' })];
  let timer = false;
  for (const event of events) {
    const before = steps.at(-1)?.state ?? KIOSK_START;
    if (event.type !== 'due' || timer) {
      const step = transition(before, event);
      timer = timerAfter(event.type !== 'due' && timer, step.effects);
      steps.push(step);
    }
  }
  return steps;
}

function timerAfter(before: boolean, effects: readonly KioskEffect[]): boolean {
  return effects.reduce(
    (running, effect) => (effect.type === 'wake' ? effect.afterMs !== null : running),
    before,
  );
}

function begunStep({ view }: KioskState): string | null {
  return view.screen === 'step' && view.keeping === 'open'
    ? `${view.pressId} ${view.step.id}`
    : null;
}

function exitOf(effect: KioskEffect): string | null {
  if (effect.type === 'seal') {
    return `${effect.pressId} ${effect.step}`;
  }
  return effect.type === 'record' && isExit(effect.flow)
    ? `${effect.flow.pressId} ${effect.flow.step}`
    : null;
}

function isExit(flow: FlowRecord): boolean {
  return flow.step !== 'ask-staff';
}

describe('the kiosk machine, whatever happens', () => {
  it('ends every step that was begun once, when it is left, and no other', () => {
    fc.assert(
      fc.property(happenings, (events) => {
        let open: string | null = null;
        for (const { state, effects } of run(events)) {
          const exits = effects.map(exitOf).filter((exit) => exit !== null);
          const now = begunStep(state);
          const expected: readonly string[] = open === null || open === now ? [] : [open];
          if (exits.join() !== expected.join()) {
            throw new Error(`${open} was left for ${now} with the exits ${exits.join()}.`);
          }
          open = now;
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('replaces the timer with every page that has one, and has no page that nothing ends', () => {
    fc.assert(
      fc.property(happenings, (events) => {
        let timer = false;
        for (const { state, effects } of run(events)) {
          const wakes = effects.filter(({ type }) => type === 'wake').length;
          if (wakes > 1) {
            throw new Error(`${wakes} timers at once on ${state.view.screen}.`);
          }
          timer = timerAfter(timer, effects);
          if (timer !== closesByItself(state)) {
            throw new Error(`On ${state.view.screen} a timer is ${timer ? '' : 'not '}running.`);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('comes back to where the next visitor begins when nobody does anything', () => {
    fc.assert(
      fc.property(happenings, (events) => {
        let state = run([...events, { type: 'staff-closed' }]).at(-1)?.state ?? KIOSK_START;
        for (let dues = 0; dues < 16 && closesByItself(state); dues += 1) {
          ({ state } = transition(state, { type: 'due' }));
        }
        const { view, flow, awaiting } = state;
        const home = state.closed ? 'night' : 'start';
        if (view.screen !== home || flow !== null || awaiting !== null) {
          throw new Error(`It stays at ${view.screen}.`);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

/** Everything but the pages that wait for somebody. */
function closesByItself({ view, closed }: KioskState): boolean {
  switch (view.screen) {
    case 'start':
      return view.pressed !== null || closed;
    case 'starting':
    case 'set-up':
    case 'night':
    case 'staff':
      return false;
    case 'thanks':
    case 'step':
    case 'help':
    case 'not-saved':
      return true;
  }
}
