import { describe, expect, it } from 'vitest';
import {
  beginFlow,
  endFlow,
  type FlowStep,
  transitionFlow,
} from '../../../../renderer/kiosk/flow-machine.ts';
import type { Flow, FlowEvent } from '../../../../renderer/kiosk/flow.ts';
import type { FlowPath } from '../../../../renderer/kiosk/flow-path.ts';
import {
  CODE_MS,
  COMING_MS,
  HELP_MS,
  OFFERS_MS,
  SOON_MS,
  THANKED_MS,
  UNANSWERED_MS,
} from '../../../../renderer/kiosk/flow-patience.ts';
import { viewOfFlow } from '../../../../renderer/kiosk/flow-view.ts';
import type { KioskView, StepAnswer } from '../../../../renderer/kiosk/kiosk-view.ts';
import { CONTACT, flowPath, REASON, WORDS } from '../../../support/flow-path.ts';
import { thanksView } from '../../../support/thanks-view.ts';

const PRESS = { id: 'a', rating: 'negative' } as const;
const DUE: FlowEvent = { type: 'due' };
const ACTIVE: FlowEvent = { type: 'active' };
const TEXT: StepAnswer = { kind: 'text', text: 'Too long a queue' };

function begin(more: Partial<FlowPath>): FlowStep {
  return beginFlow(PRESS, flowPath(more));
}

function then(step: FlowStep, ...events: readonly FlowEvent[]): FlowStep {
  return events.reduce<FlowStep>(
    (before, event) => (before.flow === null ? before : transitionFlow(before.flow, event)),
    step,
  );
}

function viewOf({ flow }: FlowStep): KioskView | null {
  return flow === null ? null : viewOfFlow(flow);
}

function running({ flow }: FlowStep): Flow {
  if (flow === null) {
    throw new Error('The flow is over.');
  }
  return flow;
}

function left(stepId: string, answer: StepAnswer): FlowEvent {
  return { type: 'left', pressId: 'a', stepId, answer };
}

function answered(step: string, outcome: unknown) {
  return {
    type: 'record',
    flow: { type: 'answered', pressId: 'a', step, outcome, jwe: null },
  };
}

const WAITING = left('reason', { kind: 'choice', values: ['waiting'] });

describe('the flow after a press', () => {
  it('thanks at once for as long as is configured where nothing follows', () => {
    const step = begin({});
    expect([viewOf(step), step.wakeAfterMs, step.effects]).toEqual([
      thanksView('negative'),
      4_000,
      [],
    ]);
    expect(then(step, DUE).flow).toBeNull();
  });

  it('thanks for a beat before the first step, which a touch shortens', () => {
    const step = begin({ steps: [REASON] });
    expect([viewOf(step), step.wakeAfterMs]).toEqual([thanksView('negative'), THANKED_MS]);
    for (const event of [DUE, ACTIVE]) {
      expect(viewOf(then(step, event))).toEqual({
        screen: 'step',
        rating: 'negative',
        pressId: 'a',
        step: REASON,
        place: 1,
        count: 1,
        closing: { afterMs: 20_000, turn: 2, soon: false },
        keeping: 'open',
      });
    }
  });

  it('records an answer and goes on to the next step, and after the last thanks with offers', () => {
    const first = then(begin({ steps: [REASON, CONTACT], offers: [{ kind: 'ask-staff' }] }), DUE);
    const second = then(first, WAITING);
    expect(second.effects).toEqual([answered('reason', { kind: 'choice', values: ['waiting'] })]);
    expect(viewOf(second)).toMatchObject({ screen: 'step', step: CONTACT, place: 2, count: 2 });
    const last = then(second, left('contact', { kind: 'skipped' }));
    expect(last.effects).toEqual([answered('contact', { kind: 'skipped' })]);
    expect(viewOf(last)).toMatchObject({ screen: 'thanks', offers: [{ kind: 'ask-staff' }] });
  });

  it('says that a step is about to close, records that it timed out, and takes its visitor for gone', () => {
    const step = then(begin({ steps: [REASON, WORDS] }), DUE);
    expect(step.wakeAfterMs).toBe(20_000 - SOON_MS);
    const soon = then(step, DUE);
    expect([viewOf(soon), soon.wakeAfterMs]).toMatchObject([{ closing: { soon: true } }, SOON_MS]);
    const gone = then(soon, DUE);
    expect([gone.flow, gone.effects]).toEqual([null, [answered('reason', { kind: 'timed-out' })]]);
  });

  it('gives a step its whole time again at everything its visitor does', () => {
    const soon = then(begin({ steps: [REASON] }), DUE, DUE);
    const touched = then(soon, ACTIVE);
    expect([viewOf(touched), touched.wakeAfterMs]).toMatchObject([
      { closing: { turn: 3, soon: false } },
      20_000 - SOON_MS,
    ]);
  });

  it('seals words before it goes on, and tells of them nothing else', () => {
    const sealing = then(begin({ steps: [WORDS] }), DUE, left('words', TEXT));
    expect(sealing.effects).toEqual([{ type: 'seal', pressId: 'a', step: 'words', content: TEXT }]);
    expect(viewOf(sealing)).toMatchObject({ screen: 'step', keeping: 'sealing' });
    const kept = then(sealing, { type: 'sealed', pressId: 'a', stepId: 'words', kept: true });
    expect([viewOf(kept), kept.effects]).toEqual([thanksView('negative'), []]);
  });

  it('says honestly when words could not be sealed, then goes on', () => {
    const failed = then(begin({ steps: [WORDS, REASON] }), DUE, left('words', TEXT), {
      type: 'sealed',
      pressId: 'a',
      stepId: 'words',
      kept: false,
    });
    expect(viewOf(failed)).toMatchObject({ screen: 'step', step: WORDS, keeping: 'failed' });
    for (const event of [DUE, { type: 'done', pressId: 'a' } as const]) {
      expect(viewOf(then(failed, event))).toMatchObject({ screen: 'step', step: REASON });
    }
  });

  it('promises to be in touch once contact details are kept', () => {
    const contact: StepAnswer = {
      kind: 'contact',
      name: 'Ada',
      phone: '+31 6 1234',
      email: '',
      consent: 'Yes',
    };
    const kept = then(begin({ steps: [CONTACT] }), DUE, left('contact', contact), {
      type: 'sealed',
      pressId: 'a',
      stepId: 'contact',
      kept: true,
    });
    expect(viewOf(kept)).toEqual(thanksView('negative', { promised: true }));
  });

  it('takes no answer twice, none to a step that is not shown, and none for another press', () => {
    const second = then(begin({ steps: [REASON, WORDS] }), DUE, WAITING);
    for (const event of [
      WAITING,
      { ...left('words', TEXT), pressId: 'b' } as FlowEvent,
      { type: 'done', pressId: 'a' } as FlowEvent,
      { type: 'offer-taken', pressId: 'a', offer: 'ask-staff' } as FlowEvent,
    ]) {
      expect(then(second, event)).toEqual({ ...second, effects: [], wakeAfterMs: null });
    }
  });

  it('leaves offers on screen long enough to be read, and codes long enough for a phone', () => {
    const review = { kind: 'review', url: 'https://review.example/' } as const;
    expect(begin({ offers: [{ kind: 'ask-staff' }] }).wakeAfterMs).toBe(OFFERS_MS - SOON_MS);
    expect(begin({ offers: [review] }).wakeAfterMs).toBe(CODE_MS - SOON_MS);
    expect(begin({ offers: [review], thanksMs: 50_000 }).wakeAfterMs).toBe(50_000 - SOON_MS);
  });

  it('signs the address of the page while the visitor still looks at the thank-you', () => {
    const step = begin({
      offers: [{ kind: 'follow-up' }, { kind: 'ask-staff' }],
      followUpUrl: 'https://hub.example/f',
    });
    expect(step.effects).toEqual([
      { type: 'sign', press: PRESS, pageUrl: 'https://hub.example/f' },
    ]);
    expect(viewOf(step)).toMatchObject({
      offers: [{ kind: 'follow-up', url: null }, { kind: 'ask-staff' }],
    });
    const url = 'https://hub.example/f/TOKEN';
    expect(viewOf(then(step, { type: 'signed', pressId: 'a', url }))).toMatchObject({
      offers: [{ kind: 'follow-up', url }, { kind: 'ask-staff' }],
    });
    expect(viewOf(then(step, { type: 'signed', pressId: 'a', url: null }))).toMatchObject({
      offers: [{ kind: 'ask-staff' }],
    });
  });

  it('asks for contact details once when a call back is taken, under a name of its own', () => {
    const thanks = begin({ offers: [{ kind: 'call-back' }, { kind: 'ask-staff' }] });
    const step = then(thanks, { type: 'offer-taken', pressId: 'a', offer: 'call-back' });
    expect(viewOf(step)).toMatchObject({
      screen: 'step',
      step: { kind: 'contact', id: 'call-back' },
      place: 1,
      count: 1,
    });
    const back = then(step, left('call-back', { kind: 'skipped' }));
    expect(back.effects).toEqual([answered('call-back', { kind: 'skipped' })]);
    expect(viewOf(back)).toMatchObject({ screen: 'thanks', offers: [{ kind: 'ask-staff' }] });
  });

  it('records that staff are asked, looks for help, and says when somebody comes', () => {
    const step = then(begin({ offers: [{ kind: 'ask-staff' }] }), {
      type: 'offer-taken',
      pressId: 'a',
      offer: 'ask-staff',
    });
    expect(step.effects).toEqual([
      answered('ask-staff', { kind: 'choice', values: ['now'] }),
      { type: 'watch-help', pressId: 'a' },
    ]);
    expect([viewOf(step), step.wakeAfterMs]).toEqual([
      { screen: 'help', rating: 'negative', pressId: 'a', call: 'asked' },
      HELP_MS,
    ]);
    for (const pressId of ['a', null]) {
      const coming = then(step, { type: 'coming', pressId });
      expect([viewOf(coming), coming.wakeAfterMs]).toMatchObject([{ call: 'coming' }, COMING_MS]);
    }
    expect(viewOf(then(step, { type: 'coming', pressId: 'b' }))).toMatchObject({ call: 'asked' });
    expect(then(step, { type: 'done', pressId: 'a' }).flow).toBeNull();
  });

  it('says that nobody answered before it takes who asked for staff for gone, and still when somebody comes', () => {
    const asked = then(begin({ offers: [{ kind: 'ask-staff' }] }), {
      type: 'offer-taken',
      pressId: 'a',
      offer: 'ask-staff',
    });
    const late = then(asked, DUE);
    expect([viewOf(late), late.wakeAfterMs]).toMatchObject([
      { screen: 'help', call: 'unanswered' },
      UNANSWERED_MS,
    ]);
    expect(viewOf(then(late, { type: 'coming', pressId: 'a' }))).toMatchObject({ call: 'coming' });
    expect(then(late, DUE).flow).toBeNull();
  });

  it('leaves the word on who comes, or does not, to who still touches the screen', () => {
    const asked = then(begin({ offers: [{ kind: 'ask-staff' }] }), {
      type: 'offer-taken',
      pressId: 'a',
      offer: 'ask-staff',
    });
    expect(then(asked, ACTIVE).wakeAfterMs, 'the wait for staff is not begun anew').toBeNull();
    expect(then(asked, DUE, ACTIVE).wakeAfterMs).toBe(UNANSWERED_MS);
    expect(then(asked, { type: 'coming', pressId: 'a' }, ACTIVE).wakeAfterMs).toBe(COMING_MS);
  });

  it('abandons the step that runs when it is ended, and nothing else', () => {
    const thanked = begin({ steps: [WORDS] });
    const step = then(thanked, DUE);
    expect(endFlow(running(thanked))).toEqual([]);
    expect(endFlow(running(step))).toEqual([
      { type: 'record', flow: { type: 'abandoned', pressId: 'a', step: 'words' } },
    ]);
    expect(endFlow(running(then(step, left('words', TEXT))))).toEqual([]);
  });
});
