import { STAFF_CALL_MS } from '../../contract/flow-steps.ts';
import type { SealedContent, SealingKey } from '../../contract/sealing.ts';
import type { Rating } from '../../contract/rating.ts';
import { messageOf } from '../message-of.ts';
import type { PressRecorder } from '../recording/press-recorder.ts';
import { startTimer } from '../timers.ts';
import type { FlowEffect, FlowEvent, FlowPress } from './flow.ts';
import { type AskHelp, watchHelp } from './help-watch.ts';
import type { DrawQr, FlowScreens, KioskView } from './kiosk-view.ts';

/** What a flow needs beside the machine; loaded after the start. */
export type FlowPart = {
  readonly screens: FlowScreens;
  readonly drawQr: DrawQr;
  /** Rejects where this machine cannot. */
  readonly seal: (
    content: SealedContent,
    key: SealingKey,
  ) => Promise<{ readonly jwe: string; readonly sha256: string }>;
  /** The signed token of a press's own page. */
  readonly followUpToken: (pressId: string, rating: Rating) => Promise<string>;
};

export type FlowRunnerOptions = {
  readonly recorder: Pick<PressRecorder, 'record'>;
  readonly part: () => FlowPart | null;
  readonly sealingKey: () => SealingKey | null;
  readonly tell: (event: FlowEvent) => void;
  /** The hub says that somebody comes: nobody needs to be called by what is in the store any more. */
  readonly onHelpAcknowledged: () => void;
  /** Holds nothing a visitor wrote. */
  readonly onTrouble: (detail: string) => void;
};

export type FlowRunner = {
  perform(effect: FlowEffect): void;
  /** The page is another. Staff are called, and so help is looked for, also after whoever asked has gone. */
  shows(view: KioskView): void;
  /** From now on the hub can be asked. */
  askHelpBy(ask: AskHelp): void;
};

/** Does what the flow of a visitor asks for, past the screen. */
export function createFlowRunner(options: FlowRunnerOptions): FlowRunner {
  const { recorder, tell } = options;
  let askHelp: AskHelp | null = null;
  let stopWatching: (() => void) | null = null;

  /** Every step has its exit, also one whose words could not be sealed. */
  async function seal(pressId: string, step: string, content: SealedContent): Promise<void> {
    const part = options.part();
    const key = options.sealingKey();
    try {
      if (part === null || key === null) {
        throw new Error('there is no key to seal it with');
      }
      const { jwe, sha256 } = await part.seal(content, key);
      const outcome = { kind: 'sealed', sha256 } as const;
      const kept = await recorder.record({ type: 'answered', pressId, step, outcome, jwe });
      tell({ type: 'sealed', pressId, stepId: step, kept });
    } catch (error) {
      options.onTrouble(`What a visitor wrote could not be sealed: ${messageOf(error)}`);
      const outcome = { kind: 'skipped' } as const;
      void recorder.record({ type: 'answered', pressId, step, outcome, jwe: null });
      tell({ type: 'sealed', pressId, stepId: step, kept: false });
    }
  }

  async function sign({ id, rating }: FlowPress, pageUrl: string): Promise<void> {
    let url: string | null = null;
    try {
      const token = await options.part()?.followUpToken(id, rating);
      url = token === undefined ? null : `${pageUrl}/${token}`;
    } catch (error) {
      options.onTrouble(`A press has no page of its own: ${messageOf(error)}`);
    }
    tell({ type: 'signed', pressId: id, url });
  }

  return {
    perform(effect) {
      switch (effect.type) {
        case 'record':
          void recorder.record(effect.flow);
          break;
        case 'seal':
          void seal(effect.pressId, effect.step, effect.content);
          break;
        case 'sign':
          void sign(effect.press, effect.pageUrl);
          break;
        case 'watch-help': {
          const { pressId } = effect;
          stopWatching?.();
          const stop = watchHelp({
            ask: async () => (await askHelp?.(pressId)) ?? null,
            startTimer,
            onComing() {
              cancelEnd();
              options.onHelpAcknowledged();
              tell({ type: 'coming', pressId });
            },
          });
          const cancelEnd = startTimer(STAFF_CALL_MS, stop);
          stopWatching = () => {
            cancelEnd();
            stop();
          };
          break;
        }
      }
    },
    shows(view) {
      if (view.screen === 'help' && view.call === 'coming') {
        stopWatching?.();
        stopWatching = null;
      }
    },
    askHelpBy(ask) {
      askHelp = ask;
    },
  };
}
