import type { BoxStatus } from '../contract/box-status.ts';
import type { LedgerId } from '../contract/identifiers.ts';
import type { IpcNotice, IpcReply } from '../contract/ipc.ts';
import type { KeypadKeys } from '../contract/keypad-keys.ts';
import type { TerminalIdentity } from '../contract/terminal-identity.ts';
import type { TerminalConfig } from './config.ts';
import type { ConfigurationTrial } from './configuration-trial.ts';
import type { Clock } from './clock.ts';
import type { NoticeHandlers, RequestHandlers } from './ipc/ipc-router.ts';
import type { InStoreAlert } from './in-store/run-in-store-alert.ts';
import type { Journal } from './journal/journal.ts';
import type { KeyStore } from './key-store.ts';
import type { Log } from './log.ts';
import type { Recorder } from './recorder/recorder.ts';
import type { ScreenLanguage } from './screen-language.ts';
import type { StaffDesk } from './staff/staff-desk.ts';
import type { TerminalState } from './terminal-state.ts';

export type HandlerParts = {
  readonly appVersion: string;
  readonly config: TerminalConfig;
  readonly clock: Clock;
  readonly keyStore: KeyStore;
  readonly state: TerminalState;
  readonly journal: Journal;
  readonly recorder: Recorder;
  readonly language: ScreenLanguage;
  readonly log: Log;
  readonly keypadKeys: KeypadKeys | null;
  readonly staff: StaffDesk;
  readonly inStoreAlert: InStoreAlert;
  boxStatuses(): readonly BoxStatus[];
  pushBoxStatuses(statuses: readonly BoxStatus[]): void;
  pushJournalRoom(): void;
  pushCalledFor(): void;
  onAttached(): void;
  readonly trial: ConfigurationTrial;
  readonly onPainted: (answer: IpcNotice<'painted'>) => void;
};

/** What main does for each thing the renderer can ask. */
export function requestHandlers(parts: HandlerParts): RequestHandlers {
  const { config, keyStore, state, journal, recorder } = parts;

  function enrolled(): TerminalIdentity {
    const identity = state.identity();
    if (identity === null) {
      throw new Error('The terminal is not enrolled, so there is nobody to sign for.');
    }
    return identity;
  }

  return {
    boot: (): IpcReply<'boot'> => ({
      appVersion: parts.appVersion,
      clock: parts.clock.now(),
      hubUrl: config.hubUrl,
      enrolmentKey: config.enrolmentKey,
      publicKey: keyStore.publicKey,
      identity: state.identity(),
      configuration: state.configuration(),
      configurationRefused: state.refused(),
      keypadKeys: parts.keypadKeys,
      journal: journal.holdings(),
    }),
    press: (press) => recorder.press(press),
    record: (flow) => recorder.record(flow),
    ...parts.staff.requests,
    attach(outbox) {
      const reply = recorder.attach(outbox);
      parts.onAttached();
      parts.pushBoxStatuses(parts.boxStatuses());
      parts.pushJournalRoom();
      parts.pushCalledFor();
      return reply;
    },
    readJournal: ({ ledgerId, from, limit }) => journal.page(ledgerId, from, limit),
    fillGap: (gap) => recorder.fillGap(gap),
    followUpToken({ pressId, rating }) {
      const { terminalId } = enrolled();
      return { token: keyStore.signFollowUp({ terminalId, pressId, rating }) };
    },
    async signAssertion({ issuedAtMs }) {
      return { assertion: await keyStore.signAssertion(enrolled(), issuedAtMs) };
    },
    async saveIdentity(identity) {
      await state.saveIdentity(identity);
      parts.log.info('enrolled', { terminalId: identity.terminalId });
      return null;
    },
    async saveConfiguration(configuration) {
      const before = state.configuration();
      try {
        return await state.saveConfiguration(configuration);
      } finally {
        if (state.configuration() !== before) {
          parts.trial.begin();
        }
      }
    },
  };
}

/** What main does with each thing the renderer tells. */
export function noticeHandlers(parts: HandlerParts): NoticeHandlers {
  const { recorder, journal, language, log } = parts;
  /** How many events above the mark the journal does not hold. */
  const missing = (ledgerId: LedgerId): number =>
    journal
      .holdings()
      .filter((each) => each.ledgerId === ledgerId)
      .flatMap((each) => each.missing)
      .reduce((sum, { from, through }) => sum + through - from + 1, 0);

  return {
    outboxSettled: (notice) => recorder.outboxSettled(notice),
    storedThrough({ ledgerId, number }) {
      const before = journal.summary().find((each) => each.ledgerId === ledgerId)?.confirmed ?? 0;
      void journal.markStoredThrough(ledgerId, number).then((marked) => {
        if (!marked.kept) {
          log.warn('mark-not-kept', { number, detail: marked.error });
        } else if (number < before) {
          // Only a hub that came back from a backup says less than before.
          log.warn('hub-behind-journal', {
            ledgerId,
            before,
            now: number,
            missing: missing(ledgerId),
          });
        }
        return marked;
      });
    },
    hubTook: ({ ids }) => parts.inStoreAlert.hubTook(ids),
    ledgerForked: (notice) => recorder.ledgerForked(notice),
    language: (tag) => language.show(tag),
    helpAcknowledged: () => parts.inStoreAlert.acknowledged('hub'),
    painted: (answer) => parts.onPainted(answer),
  };
}
