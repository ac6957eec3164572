import type { BoxStatus } from '../../contract/box-status.ts';
import { createPinGate } from '../../contract/pin-gate.ts';
import type { BoxTestPress, MachineStatus, staffRequests } from '../../contract/staff-ipc.ts';
import type { TerminalConfiguration } from '../../contract/terminal-configuration.ts';
import type { BoxPress, BoxSignal } from '../../hardware/button-source.ts';
import type { StartTimer } from '../../hardware/node/start-timer.ts';
import type { Clock } from '../clock.ts';
import type { TerminalConfig } from '../config.ts';
import type { RequestHandlers } from '../ipc/ipc-router.ts';
import type { Log } from '../log.ts';
import { messageOf } from '../log.ts';
import { createBoxTest } from './box-test.ts';
import { checkDisk } from './check-disk.ts';
import { diskOf, type Machine, networksOf, platformName } from './machine.ts';
import { pinFile } from './pin-file.ts';
import { reachHub } from './reach-hub.ts';
import { staffFilesIn } from './staff-files.ts';
import { createStaffSession } from './staff-session.ts';
import { isRightPin } from './verify-pin.ts';

const LAMPS_MS = 2_000;
const BUZZER_MS = 600;
const BEACON_MS = 3_000;
/** Whoever asked for it still has to be told that it happens. */
const RESTART_AFTER_MS = 300;

export type StaffRequests = Pick<RequestHandlers, keyof typeof staffRequests>;

export type StaffDeskParts = {
  readonly config: TerminalConfig;
  readonly appVersion: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly startTimer: StartTimer;
  readonly machine: Machine;
  configuration(): TerminalConfiguration | null;
  forgetIdentity(): Promise<void>;
  /** Whether every event has reached the stores, or failed to. */
  isRecorderAtRest(): boolean;
  journalState(): MachineStatus['journal'];
  boxStatuses(): readonly BoxStatus[];
  signal(signal: BoxSignal): void;
  lightButton(boxId: string, button: number): void;
  passOver(press: BoxPress): void;
  /** Somebody is here: lamp and buzzer call nobody any more. */
  stopCalling(): void;
  pushBoxTested(press: BoxTestPress): void;
};

/** Main's side of the staff menu: nothing but the PIN is taken before the PIN was right. */
export type StaffDesk = {
  readonly requests: StaffRequests;
  /** True when the press belongs to a test of the boxes. */
  readonly takesPress: (press: BoxPress) => boolean;
  /** The menu went with its page. */
  readonly pageGone: () => void;
};

export function createStaffDesk(parts: StaffDeskParts): StaffDesk {
  const { config, clock, log, machine } = parts;
  const files = staffFilesIn(config.terminalDir, () => clock.now().wallMs);
  const gate = createPinGate({
    ...pinFile(config.terminalDir),
    pin: () => parts.configuration()?.staffPin ?? null,
    now: () => clock.now(),
    isRight: isRightPin,
    onWrong: (wrong, lockedOutMs) => log.warn('staff-pin-wrong', { wrong, lockedOutMs }),
    onTrouble: (thrown) => log.error('staff-pin-not-counted', { detail: messageOf(thrown) }),
  });
  const boxTest = createBoxTest({
    startTimer: parts.startTimer,
    monotonicMs: () => clock.monotonicMs(),
    passOver: (press) => parts.passOver(press),
    onPress(press) {
      parts.lightButton(press.boxId, press.button);
      parts.pushBoxTested(press);
    },
    onOverdue: () => log.info('box-test-ended', { overdue: true }),
  });
  const session = createStaffSession(parts.startTimer, () => {
    boxTest.stop();
    log.info('staff-locked');
  });
  /** Outlives the page that asked: a page that goes during the check must not leave the menu open to the next. */
  let pages = 0;

  function asStaff<Request, Reply>(
    handle: (request: Request) => Reply,
  ): (request: Request) => Reply {
    return (request) => {
      if (!session.isUnlocked()) {
        throw new Error('The staff menu is locked: give the PIN.');
      }
      return handle(request);
    };
  }

  function lightLamps(): void {
    const buttons = Object.keys(parts.configuration()?.buttons ?? {}).map(Number);
    for (const status of parts.boxStatuses()) {
      if (status.state === 'live') {
        for (const button of buttons) {
          parts.signal({ kind: 'lamp', boxId: status.boxId, button, durationMs: LAMPS_MS });
        }
      }
    }
  }

  return {
    requests: {
      async staffUnlock({ pin }) {
        const page = pages;
        const reply = await gate.tryPin(pin);
        if (reply.outcome === 'unlocked' && page === pages) {
          session.unlock();
          log.info('staff-unlocked');
        }
        return reply;
      },
      staffLock() {
        session.lock();
        return null;
      },
      machineStatus: asStaff(async () => ({
        appVersion: parts.appVersion.slice(0, 40),
        runtime: machine.runtime.slice(0, 120),
        platform: platformName(),
        upMs: machine.upMs(),
        hubUrl: config.hubUrl,
        disk: await diskOf(config.terminalDir),
        memoryBytes: machine.memoryBytes(),
        networks: networksOf(),
        journal: parts.journalState(),
        locked: config.kiosk,
      })),
      testBoxes: asStaff(({ on }) => {
        if (on) {
          boxTest.start();
        } else {
          boxTest.stop();
        }
        log.info(on ? 'box-test-started' : 'box-test-ended');
        return null;
      }),
      signalBoxes: asStaff(({ what }) => {
        switch (what) {
          case 'lamps':
            lightLamps();
            break;
          case 'buzzer':
            parts.signal({ kind: what, durationMs: BUZZER_MS });
            break;
          case 'beacon':
            parts.signal({ kind: what, durationMs: BEACON_MS });
            break;
        }
        return null;
      }),
      stopCalling: asStaff(() => {
        parts.stopCalling();
        log.info('calling-stopped');
        return null;
      }),
      checkDisk: asStaff(() => checkDisk(config.terminalDir, () => clock.monotonicMs())),
      reachHub: asStaff(() =>
        reachHub(config.hubUrl, machine.fetchAsPage, () => clock.monotonicMs()),
      ),
      forgetIdentity: asStaff(async () => {
        await parts.forgetIdentity();
        log.warn('identity-forgotten');
        return null;
      }),
      restart: asStaff(() => {
        if (!parts.isRecorderAtRest()) {
          return { outcome: 'writing' as const };
        }
        log.warn('restart-by-staff');
        parts.startTimer(RESTART_AFTER_MS, () => machine.restart());
        return { outcome: 'restarting' as const };
      }),
      saveReport: asStaff(async ({ html }) => {
        const path = await files.saveReport(html);
        log.info('acceptance-report-saved', { path });
        return { path };
      }),
      saveExport: asStaff(async ({ json }) => ({ path: await files.saveExport(json) })),
    },
    takesPress: (press) => boxTest.takes(press),
    pageGone() {
      pages += 1;
      session.lock();
    },
  };
}
