import { ASK_STAFF_STEP, CALL_BACK_STEP } from '../../contract/flow-steps.ts';
import type { Step } from '../../contract/questionnaire.ts';
import type {
  Flow,
  FlowEffect,
  FlowEvent,
  FlowPress,
  FlowStage,
  Outcome,
  StepStage,
} from './flow.ts';
import type { FlowPath } from './flow-path.ts';
import { firstWakeMs, soonMs } from './flow-patience.ts';
import type { ShownOffer } from './kiosk-view.ts';

/**
 * What follows a press that is kept, until its visitor has gone.
 *
 *   begin ──steps──▶ thanked ──beat · active──▶ step 1 ──▶ … ──▶ step n ──left──┐
 *     │                                           │ │                           │
 *     │                                           │ └──left (words)──▶ sealing ─┤ (failed: said so first)
 *     │                                    due · due                            ▼
 *     └──────────────no steps──────────────────────┼──────────────────────▶ thanks
 *                                                  │      call-back │ ▲ left     │ ask-staff
 *                                                  │                ▼ │          ▼
 *                                                  ├──due · due── step         help
 *                                                  ▼                             │ done · due (nobody came: said so first)
 *                                                over ◀──────────────────────────┘
 *
 * - Each step that is begun has one exit: answered, skipped, timed out, or `abandoned` by {@link endFlow}. What is sealed
 *   has its exit when the sealing ends, whatever is shown by then.
 * - A page with something to do waits from the last thing its visitor did, and says so for its last seconds.
 */
/** The next page, if there is one. `wakeAfterMs` takes the place of the wake-up asked for before; null leaves it. */
export type FlowStep = {
  readonly flow: Flow | null;
  readonly effects: readonly FlowEffect[];
  readonly wakeAfterMs: number | null;
};

export function beginFlow(press: FlowPress, path: FlowPath): FlowStep {
  const flow: Flow = {
    press,
    path,
    stage: { at: 'thanked' },
    offers: path.offers.map((offer) =>
      offer.kind === 'follow-up' ? { kind: 'follow-up', url: null } : offer,
    ),
    promised: false,
    turn: 0,
    soon: false,
  };
  const coded = path.offers.some(({ kind }) => kind === 'follow-up');
  const sign: readonly FlowEffect[] =
    coded && path.followUpUrl !== null ? [{ type: 'sign', press, pageUrl: path.followUpUrl }] : [];
  return path.steps.length === 0
    ? enter(flow, { at: 'thanks' }, sign)
    : enter(flow, { at: 'thanked' }, sign);
}

export function transitionFlow(flow: Flow, event: FlowEvent): FlowStep {
  if ('pressId' in event && event.pressId !== null && event.pressId !== flow.press.id) {
    return stay(flow);
  }
  switch (event.type) {
    case 'active':
      return active(flow);
    case 'left':
      return left(flow, event);
    case 'sealed':
      return sealed(flow, event);
    case 'offer-taken':
      return offerTaken(flow, event.offer);
    case 'signed':
      return stay({ ...flow, offers: withCode(flow.offers, event.url) });
    case 'coming':
      return flow.stage.at === 'help' ? enter(flow, { at: 'help', call: 'coming' }) : stay(flow);
    case 'done':
      return done(flow);
    case 'due':
      return due(flow);
  }
}

/** The visitor has gone: the next one pressed, or staff took over. What is being sealed is recorded all the same. */
export function endFlow({ stage, press }: Flow): readonly FlowEffect[] {
  return stage.at === 'step' && stage.keeping === 'open'
    ? [
        {
          type: 'record',
          flow: { type: 'abandoned', pressId: press.id, step: stage.step.id },
        },
      ]
    : [];
}

const OVER: FlowStep = { flow: null, effects: [], wakeAfterMs: null };

function active(flow: Flow): FlowStep {
  switch (flow.stage.at) {
    case 'thanked':
      return nextStep(flow);
    case 'step':
      return flow.stage.keeping === 'open' ? prolong(flow) : stay(flow);
    case 'thanks':
      return flow.offers.length === 0 ? stay(flow) : prolong(flow);
    case 'help':
      // Who waits is told in time that nobody answered, whatever they touch meanwhile.
      return flow.stage.call === 'asked' ? stay(flow) : prolong(flow);
  }
}

function done(flow: Flow): FlowStep {
  const { stage } = flow;
  switch (stage.at) {
    case 'thanks':
    case 'help':
      return OVER;
    case 'step':
      return stage.keeping === 'failed' ? nextStep(flow) : stay(flow);
    case 'thanked':
      return stay(flow);
  }
}

function left(flow: Flow, event: Extract<FlowEvent, { type: 'left' }>): FlowStep {
  const { press, stage } = flow;
  const { answer } = event;
  if (stage.at !== 'step' || stage.keeping !== 'open' || stage.step.id !== event.stepId) {
    return stay(flow);
  }
  switch (answer.kind) {
    case 'choice':
    case 'skipped':
      return nextStep(flow, [answered(press, stage.step.id, answer)]);
    case 'text':
    case 'contact':
      return enter(flow, { ...stage, keeping: 'sealing' }, [
        { type: 'seal', pressId: press.id, step: stage.step.id, content: answer },
      ]);
  }
}

function sealed(flow: Flow, event: Extract<FlowEvent, { type: 'sealed' }>): FlowStep {
  const { stage } = flow;
  const awaited =
    stage.at === 'step' && stage.step.id === event.stepId && stage.keeping === 'sealing';
  if (!awaited) {
    return stay(flow);
  }
  if (!event.kept) {
    return enter(flow, { ...stage, keeping: 'failed' });
  }
  return nextStep({ ...flow, promised: flow.promised || stage.step.kind === 'contact' });
}

function offerTaken(flow: Flow, offer: 'call-back' | 'ask-staff'): FlowStep {
  if (flow.stage.at !== 'thanks' || flow.offers.every(({ kind }) => kind !== offer)) {
    return stay(flow);
  }
  const taken = { ...flow, offers: flow.offers.filter(({ kind }) => kind !== offer) };
  return offer === 'call-back'
    ? enter(taken, { at: 'step', step: CALL_BACK, index: null, keeping: 'open' })
    : enter(taken, { at: 'help', call: 'asked' }, [
        answered(flow.press, ASK_STAFF_STEP, { kind: 'choice', values: ['now'] }),
        { type: 'watch-help', pressId: flow.press.id },
      ]);
}

/** In the kiosk's own words. */
const CALL_BACK: Step = { kind: 'contact', id: CALL_BACK_STEP, question: {}, consent: null };

function due(flow: Flow): FlowStep {
  const { stage } = flow;
  switch (stage.at) {
    case 'thanked':
      return nextStep(flow);
    case 'step':
      return stepDue(flow, stage);
    case 'thanks':
      return flow.soon || flow.offers.length === 0 ? OVER : closeSoon(flow);
    case 'help':
      return stage.call === 'asked' ? enter(flow, { at: 'help', call: 'unanswered' }) : OVER;
  }
}

function stepDue(flow: Flow, stage: StepStage): FlowStep {
  switch (stage.keeping) {
    case 'open':
      return flow.soon
        ? { ...OVER, effects: [answered(flow.press, stage.step.id, { kind: 'timed-out' })] }
        : closeSoon(flow);
    case 'sealing':
      return enter(flow, { ...stage, keeping: 'failed' });
    case 'failed':
      return nextStep(flow);
  }
}

/** The step after the one that is shown; after the last, and after one that an offer began, the thank-you. */
function nextStep(flow: Flow, effects: readonly FlowEffect[] = []): FlowStep {
  const { stage, path } = flow;
  const index = stage.at === 'step' ? (stage.index ?? path.steps.length - 1) + 1 : 0;
  const step = path.steps[index];
  return step === undefined
    ? enter(flow, { at: 'thanks' }, effects)
    : enter(flow, { at: 'step', step, index, keeping: 'open' }, effects);
}

function answered({ id }: FlowPress, step: string, outcome: Outcome): FlowEffect {
  return { type: 'record', flow: { type: 'answered', pressId: id, step, outcome, jwe: null } };
}

function enter(flow: Flow, stage: FlowStage, effects: readonly FlowEffect[] = []): FlowStep {
  const next: Flow = { ...flow, stage, soon: false, turn: flow.turn + 1 };
  return { flow: next, effects, wakeAfterMs: firstWakeMs(next) };
}

function prolong(flow: Flow): FlowStep {
  return enter(flow, flow.stage);
}

function closeSoon(flow: Flow): FlowStep {
  return { flow: { ...flow, soon: true }, effects: [], wakeAfterMs: soonMs(flow) };
}

function stay(flow: Flow): FlowStep {
  return { flow, effects: [], wakeAfterMs: null };
}

function withCode(offers: readonly ShownOffer[], url: string | null): readonly ShownOffer[] {
  return url === null
    ? offers.filter(({ kind }) => kind !== 'follow-up')
    : offers.map((offer) => (offer.kind === 'follow-up' ? { ...offer, url } : offer));
}
