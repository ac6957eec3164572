import { randomFillSync, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { BoxStatus } from '../contract/box-status.ts';
import { InStoreAlert as InStoreSettings } from '../contract/in-store-alert.ts';
import type { IpcNotice, IpcPush, IpcPushName } from '../contract/ipc.ts';
import type { OpeningHours } from '../contract/opening-hours.ts';
import type { KeypadKeys } from '../contract/keypad-keys.ts';
import type { BoxBaseline, ButtonSource } from '../hardware/button-source.ts';
import type { StartTimer } from '../hardware/node/start-timer.ts';
import type { Box } from './box.ts';
import { createBox } from './box.ts';
import type { Clock } from './clock.ts';
import type { TerminalConfig } from './config.ts';
import { createConfigurationTrial } from './configuration-trial.ts';
import { type FetchInStore, postToStore } from './in-store/lan-webhook.ts';
import type { InStoreAlert } from './in-store/run-in-store-alert.ts';
import { runInStoreAlert } from './in-store/run-in-store-alert.ts';
import { placeIn, type StorePlace } from './in-store/store-press.ts';
import { readUnsentAlerts } from './in-store/unsent-alerts.ts';
import type { NoticeHandlers, RequestHandlers } from './ipc/ipc-router.ts';
import type { Journal } from './journal/journal.ts';
import type { JournalFolder } from './journal/journal-folder.ts';
import { isOutOfRoom } from './journal/journal-folder.ts';
import type { JournalLimits } from './journal/journal-limits.ts';
import { logJournalReport } from './journal/log-journal-report.ts';
import { openJournal } from './journal/open-journal.ts';
import { unavailableJournal } from './journal/unavailable-journal.ts';
import { openKeyStore } from './key-store.ts';
import type { Log } from './log.ts';
import { messageOf } from './log.ts';
import { createRandomPool } from './random-pool.ts';
import type { ProvisionedTerminal } from './read-provisioning.ts';
import type { PageTrouble } from './recovery.ts';
import { createRecorder } from './recorder/recorder.ts';
import { noticeHandlers, requestHandlers } from './request-handlers.ts';
import { createScreenLanguage, eventContext } from './screen-language.ts';
import type { Machine } from './staff/machine.ts';
import { createStaffDesk } from './staff/staff-desk.ts';
import { takeProvisioned } from './take-provisioned.ts';
import { openTerminalState } from './terminal-state.ts';

export type TerminalParts = {
  readonly config: TerminalConfig;
  readonly appVersion: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly startTimer: StartTimer;
  readonly machine: Machine;
  readonly fetchInStore: FetchInStore;
  /** The journal's folder at this path. */
  readonly openJournalFolder: (path: string) => JournalFolder;
  readonly journalLimits: JournalLimits;
  /** Which key is which button; null for the keys that every terminal has. */
  readonly keypadKeys: KeypadKeys | null;
  /** Who this terminal is to be, where it was set up beforehand. */
  readonly provisioned: ProvisionedTerminal | null;
  /** Null when no box is configured. */
  makeButtonSource(baseline: BoxBaseline): ButtonSource | null;
  readonly push: <Name extends IpcPushName>(name: Name, payload: IpcPush<Name>) => void;
  /** The page can take presses. */
  onAttached(): void;
  /** The page answered a probe. */
  readonly onPainted: (answer: IpcNotice<'painted'>) => void;
};

/** Everything of the terminal that is not a window. */
export type Terminal = {
  readonly requests: RequestHandlers;
  readonly notices: NoticeHandlers;
  /** In force now; null: always open. */
  readonly openingHours: () => OpeningHours | null;
  pageGone(): void;
  /** The page paints its screens. */
  pageWell(): void;
  /** Before anything is done about it. */
  pageTrouble(trouble: PageTrouble): void;
  /** Stops the box, then finishes the journal. */
  stop(): Promise<void>;
};

export type StartedTerminal =
  | { readonly ok: true; readonly terminal: Terminal }
  | { readonly ok: false; readonly problem: string };

/** Opens key, state and journal in the terminal's folder and starts to listen to the box. */
export async function startTerminal(parts: TerminalParts): Promise<StartedTerminal> {
  const { config, clock, log, push } = parts;
  const opened = await openKeyStore(
    config.terminalDir,
    randomUUID,
    parts.provisioned?.privateKey ?? null,
  );
  if (!opened.ok) {
    return opened;
  }
  const { keyStore, made } = opened;
  if (made) {
    log.info('key-made');
  }
  const state = await openTerminalState(
    config.terminalDir,
    keyStore.thumbprint,
    log,
    () => clock.now().wallMs,
  );
  if (parts.provisioned !== null) {
    await takeProvisioned(parts.provisioned, keyStore, state, log);
  }
  const trial = createConfigurationTrial(state, () => clock.monotonicMs());
  const journal = await journalIn(parts);
  const language = createScreenLanguage();
  const pushBoxStatuses = (statuses: readonly BoxStatus[]) => push('boxStatuses', [...statuses]);

  function placeAt(configurationVersion: number): StorePlace | null {
    const shown = state.shown(configurationVersion);
    return shown && placeIn(shown);
  }

  const recorder = createRecorder({
    journal,
    clock,
    log,
    randomBytes: createRandomPool(randomFillSync),
    inForce(shownVersion) {
      const identity = state.identity();
      const configuration = state.shown(shownVersion);
      return identity && configuration
        ? {
            context: eventContext(identity, configuration, language.of(configuration)),
            questionnaire: configuration.questionnaire,
            buttons: configuration.buttons,
          }
        : null;
    },
    pushPressed: (pressed) => push('pressed', pressed),
    pushJournalSettled: (settled) => push('journalSettled', settled),
    lightButton: (boxId, button) => box.light(boxId, button),
    livePress({ id, at, choice, context }) {
      const place = placeAt(context.configurationVersion);
      if (place !== null) {
        inStoreAlert.pressed({ id, at, rating: choice.rating, place, helpAsked: false });
      }
    },
    staffWanted: (id, pressId) => inStoreAlert.wished(id, pressId),
    staffComing() {
      inStoreAlert.acknowledged('staff');
      push('staffComing', null);
    },
    startTimer: parts.startTimer,
  });
  const box: Box = createBox({
    source: parts.makeButtonSource(journal.boxes()),
    log,
    onPress(press) {
      if (!staff.takesPress(press)) {
        recorder.pressOnBox(press);
      }
    },
    onReading: (reading) => recorder.noteBox(reading),
    onStatuses: pushBoxStatuses,
  });
  const inStoreAlert: InStoreAlert = runInStoreAlert({
    settings: () => state.configuration()?.inStoreAlert ?? InStoreSettings.parse({}),
    unsent: () => readUnsentAlerts(journal, clock.now(), placeAt),
    signal: box.signal,
    post: (press, webhook, ended) =>
      postToStore(press, webhook, ended, {
        fetchInStore: parts.fetchInStore,
        wallMs: () => clock.now().wallMs,
        startTimer: parts.startTimer,
        log,
      }),
    record: (pressId, channel) => recorder.alertedLocally(pressId, channel),
    onCalledFor: (pressId) => push('calledFor', { pressId }),
    monotonicMs: () => clock.monotonicMs(),
    startTimer: parts.startTimer,
    log,
  });
  const staff = createStaffDesk({
    ...parts,
    configuration: () => state.configuration(),
    forgetIdentity: () => state.forgetIdentity(),
    isRecorderAtRest: () => recorder.isAtRest(),
    journalState() {
      if (!journal.available) {
        return 'unavailable';
      }
      return journal.room() === 'full' ? 'full' : 'works';
    },
    boxStatuses: () => box.statuses(),
    signal: box.signal,
    lightButton: (boxId, button) => box.light(boxId, button),
    passOver: (press) => recorder.passOver(press),
    stopCalling: () => inStoreAlert.acknowledged('staff'),
    pushBoxTested: (press) => push('boxTested', press),
  });
  const handlerParts = {
    appVersion: parts.appVersion,
    config,
    clock,
    keyStore,
    state,
    journal,
    recorder,
    language,
    log,
    keypadKeys: parts.keypadKeys,
    staff,
    inStoreAlert,
    boxStatuses: () => box.statuses(),
    pushBoxStatuses,
    pushJournalRoom: () => push('journalRoom', { state: journal.room() }),
    pushCalledFor() {
      const pressId = inStoreAlert.calledFor();
      if (pressId !== null) {
        push('calledFor', { pressId });
      }
    },
    trial,
    onAttached: () => parts.onAttached(),
    onPainted: (answer: IpcNotice<'painted'>) => parts.onPainted(answer),
  };
  box.start();
  return {
    ok: true,
    terminal: {
      requests: requestHandlers(handlerParts),
      notices: noticeHandlers(handlerParts),
      openingHours: () => state.configuration()?.hours ?? null,
      pageGone() {
        staff.pageGone();
        recorder.rendererGone();
        trial.pageGone();
      },
      pageWell: () => trial.pageWell(),
      pageTrouble: (trouble) => trial.pageTrouble(trouble),
      async stop() {
        inStoreAlert.stop();
        await box.stop();
        recorder.stop();
        await journal.close();
      },
    },
  };
}

/** The journal, or what stands in for it: a terminal whose journal cannot be opened goes on with the outbox alone. */
async function journalIn(parts: TerminalParts): Promise<Journal> {
  const { config, clock, log } = parts;
  const path = join(config.terminalDir, 'journal');
  try {
    return await openJournal({
      folder: parts.openJournalFolder(path),
      limits: parts.journalLimits,
      wallMs: () => clock.now().wallMs,
      monotonicMs: () => clock.monotonicMs(),
      startTimer: parts.startTimer,
      report: (report) => logJournalReport(log, report),
      onRoom(state) {
        if (state === 'full') {
          log.error('journal-disk-full', { path });
        } else {
          log.info('journal-disk-has-room', { path });
        }
        parts.push('journalRoom', { state });
      },
    });
  } catch (thrown) {
    const detail = messageOf(thrown);
    log.error('journal-unavailable', { path, detail });
    return unavailableJournal(
      `The journal could not be opened: ${detail}`,
      isOutOfRoom(thrown) ? 'full' : 'enough',
    );
  }
}
