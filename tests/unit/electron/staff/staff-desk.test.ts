import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BoxStatus } from '../../../../contract/box-status.ts';
import { reportStart } from '../../../../contract/staff-report.ts';
import { staffRequests } from '../../../../contract/staff-ipc.ts';
import type { BoxPress, BoxSignal } from '../../../../hardware/button-source.ts';
import { BOX_TEST_FOR_MS } from '../../../../electron/staff/box-test.ts';
import { createStaffDesk, type StaffDeskParts } from '../../../../electron/staff/staff-desk.ts';
import { KEPT_FILES } from '../../../../electron/staff/staff-files.ts';
import { UNLOCKED_FOR_MS } from '../../../../electron/staff/staff-session.ts';
import { manualTime } from '../../../support/manual-time.ts';
import { PIN, staffPinOf, WRONG_PIN } from '../../../support/staff-pin.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';
import { memoryLog } from '../memory-log.ts';
import { CONFIGURATION } from '../sample-configuration.ts';
import { START_MS } from '../sample-events.ts';

const STAFF_PIN = staffPinOf(PIN);
const REPORT = `${reportStart('en', 'ltr')}<title>Site acceptance test</title></head><body></body></html>`;
const LIVE: BoxStatus = {
  state: 'live',
  boxId: 'GB-1',
  driver: 'glimlach',
  firmware: null,
  path: '/dev/ttyACM0',
  troubles: [],
};

const pressNow = (heardAtMs: number): BoxPress => ({
  boxId: 'GB-1',
  button: 1,
  boot: 3,
  count: 7,
  heardAtMs,
  recovered: null,
});

describe('StaffDesk', () => {
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await temporaryFolder('staff');
  });
  afterEach(() => folder.remove());

  function desk(parts: Partial<StaffDeskParts> = {}) {
    const time = manualTime(1_000);
    const log = memoryLog();
    const signals: BoxSignal[] = [];
    const told: unknown[] = [];
    const passedOver: BoxPress[] = [];
    const lit: unknown[] = [];
    let forgotten = 0;
    let calm = 0;
    let restarts = 0;
    const made = createStaffDesk({
      config: {
        hubUrl: 'https://hub.example.com',
        enrolmentKey: null,
        provisioningFile: null,
        serialPath: null,
        buttonsFile: null,
        terminalDir: folder.path,
        kiosk: true,
      },
      appVersion: '0.1.0',
      clock: {
        now: () => ({
          wallMs: START_MS + time.now(),
          monotonicMs: time.now(),
          bootId: 'boot-1',
        }),
        monotonicMs: time.now,
      },
      log,
      startTimer: time.startTimer,
      machine: {
        runtime: 'Electron 45',
        memoryBytes: () => 5,
        upMs: () => 7,
        fetchAsPage: () => Promise.reject(new Error('net::ERR_NAME_NOT_RESOLVED')),
        restart: () => {
          restarts += 1;
        },
      },
      configuration: () => ({ ...CONFIGURATION, staffPin: STAFF_PIN }),
      async forgetIdentity() {
        forgotten += 1;
        await Promise.resolve();
      },
      isRecorderAtRest: () => true,
      journalState: () => 'works',
      boxStatuses: () => [LIVE],
      signal: (signal) => signals.push(signal),
      stopCalling: () => {
        calm += 1;
      },
      lightButton: (...where) => lit.push(where),
      passOver: (press) => passedOver.push(press),
      pushBoxTested: (press) => told.push(press),
      ...parts,
    });
    return {
      ...made,
      time,
      log,
      signals,
      told,
      passedOver,
      lit,
      forgotten: () => forgotten,
      calm: () => calm,
      restarts: () => restarts,
    };
  }

  it('refuses everything before the PIN, and does none of it', async () => {
    const { requests, forgotten, signals, takesPress } = desk();
    const payloads = {
      machineStatus: null,
      testBoxes: { on: true },
      signalBoxes: { what: 'buzzer' },
      stopCalling: null,
      checkDisk: null,
      reachHub: null,
      forgetIdentity: null,
      restart: null,
      saveReport: { html: REPORT },
      saveExport: { json: '[]' },
    } as const;
    const guarded = Object.keys(staffRequests).filter(
      (name) => name !== 'staffUnlock' && name !== 'staffLock',
    );
    expect(Object.keys(payloads)).toEqual(guarded);
    for (const [name, payload] of Object.entries(payloads)) {
      const ask = requests[name as keyof typeof payloads] as (payload: unknown) => unknown;
      expect(() => ask(payload)).toThrow('give the PIN');
    }
    expect([forgotten(), signals, takesPress(pressNow(1_000)), await readdir(folder.path)]).toEqual(
      [0, [], false, []],
    );
  });

  it('opens by the PIN, and logs how often another was given but never which', async () => {
    const { requests, log } = desk();
    expect(await requests.staffUnlock({ pin: WRONG_PIN })).toEqual({
      outcome: 'wrong',
      attemptsLeft: 4,
    });
    expect(await requests.staffUnlock({ pin: PIN })).toEqual({ outcome: 'unlocked' });
    expect(await requests.machineStatus(null)).toMatchObject({
      appVersion: '0.1.0',
      runtime: 'Electron 45',
      hubUrl: 'https://hub.example.com',
      upMs: 7,
      memoryBytes: 5,
      journal: 'works',
      locked: true,
    });
    const logged = JSON.stringify(log.lines);
    expect(logged).toContain('"wrong":1');
    expect(logged).not.toContain(WRONG_PIN);
    expect(logged).not.toContain(PIN);
  });

  it('stays locked out when it is started again', async () => {
    const first = desk();
    for (let made = 0; made < 5; made += 1) {
      await first.requests.staffUnlock({ pin: WRONG_PIN });
    }
    const again = desk();
    expect(await again.requests.staffUnlock({ pin: PIN })).toEqual({
      outcome: 'locked-out',
      forMs: 60_000,
    });
    again.time.advance(60_000);
    expect(await again.requests.staffUnlock({ pin: PIN })).toEqual({ outcome: 'unlocked' });
  });

  it('takes a count that somebody wrote over for five wrong ones', async () => {
    await writeFile(path.join(folder.path, 'staff-pin.json'), '{"wrong":-3}');
    expect(await desk().requests.staffUnlock({ pin: PIN })).toMatchObject({
      outcome: 'locked-out',
    });
  });

  it.each([
    [
      'the menu is closed',
      ({ requests }: ReturnType<typeof desk>) => void requests.staffLock(null),
    ],
    ['its page goes', ({ pageGone }: ReturnType<typeof desk>) => pageGone()],
    ['ten minutes passed', ({ time }: ReturnType<typeof desk>) => time.advance(UNLOCKED_FOR_MS)],
  ])('locks and ends the test of the boxes when %s', async (_, end) => {
    const open = desk();
    await open.requests.staffUnlock({ pin: PIN });
    await open.requests.testBoxes({ on: true });
    const during = open.takesPress(pressNow(open.time.now()));
    end(open);
    expect([during, open.takesPress(pressNow(open.time.now()))]).toEqual([true, false]);
    expect(() => open.requests.machineStatus(null)).toThrow('give the PIN');
  });

  it('does not open to the next page when the one that gave the PIN went meanwhile', async () => {
    const { requests, pageGone } = desk();
    const unlocking = requests.staffUnlock({ pin: PIN });
    pageGone();
    await unlocking;
    expect(() => requests.machineStatus(null)).toThrow('give the PIN');
  });

  it('lights and tells a button that is pressed in a test, and lets counting go on', async () => {
    const { requests, takesPress, time, told, passedOver, lit } = desk();
    await requests.staffUnlock({ pin: PIN });
    await requests.testBoxes({ on: true });
    const press = pressNow(time.now());
    expect(takesPress(press)).toBe(true);
    expect([told, lit, passedOver]).toEqual([
      [{ boxId: 'GB-1', button: 1 }],
      [['GB-1', 1]],
      [press],
    ]);
    time.advance(BOX_TEST_FOR_MS);
    expect(takesPress(pressNow(time.now()))).toBe(false);
    expect(await requests.machineStatus(null)).toMatchObject({ appVersion: '0.1.0' });
  });

  it('lets nobody be called any more, for whoever is there', async () => {
    const { requests, calm } = desk();
    await requests.staffUnlock({ pin: PIN });
    await requests.stopCalling(null);
    expect(calm()).toBe(1);
  });

  it('lights the lamp of every button that has a meaning', async () => {
    const { requests, signals } = desk();
    await requests.staffUnlock({ pin: PIN });
    await requests.signalBoxes({ what: 'lamps' });
    await requests.signalBoxes({ what: 'beacon' });
    expect(signals).toEqual([
      ...[0, 1, 2, 5].map((button) => ({
        kind: 'lamp',
        boxId: 'GB-1',
        button,
        durationMs: 2_000,
      })),
      { kind: 'beacon', durationMs: 3_000 },
    ]);
  });

  it('restarts, but not while an event is on its way to the stores', async () => {
    let atRest = false;
    const { requests, time, restarts } = desk({ isRecorderAtRest: () => atRest });
    await requests.staffUnlock({ pin: PIN });
    expect(await requests.restart(null)).toEqual({ outcome: 'writing' });
    atRest = true;
    expect(await requests.restart(null)).toEqual({ outcome: 'restarting' });
    time.advance(1_000);
    expect(restarts()).toBe(1);
  });

  it('writes, reads and removes a file to see whether the disk keeps what it is given', async () => {
    const { requests } = desk();
    await requests.staffUnlock({ pin: PIN });
    expect(await requests.checkDisk(null)).toMatchObject({ outcome: 'kept' });
    expect(await readdir(folder.path)).toEqual(['staff-pin.json']);
  });

  it('says why a disk keeps nothing', async () => {
    const { requests } = desk({
      config: {
        hubUrl: null,
        enrolmentKey: null,
        provisioningFile: null,
        serialPath: null,
        buttonsFile: null,
        terminalDir: '/proc/none',
        kiosk: true,
      },
    });
    // No count can be kept either: it goes on in memory.
    await requests.staffUnlock({ pin: PIN });
    expect(await requests.checkDisk(null)).toMatchObject({
      outcome: 'failed',
      detail: expect.stringContaining('ENOENT'),
    });
    expect(await requests.reachHub(null)).toEqual({ outcome: 'no-hub' });
  });

  it('names what keeps it from the hub as Chromium does', async () => {
    const { requests } = desk();
    await requests.staffUnlock({ pin: PIN });
    expect(await requests.reachHub(null)).toEqual({
      outcome: 'failed',
      error: 'ERR_NAME_NOT_RESOLVED',
      tookMs: 0,
    });
  });

  it('tells a hub from whoever answers in its place', async () => {
    const replying = (headers: Record<string, string>) =>
      desk({
        machine: {
          runtime: '',
          memoryBytes: () => 0,
          upMs: () => 0,
          restart: () => undefined,
          fetchAsPage: async () => Promise.resolve(new Response('', { headers })),
        },
      });
    const hub = replying({ 'glimlach-time': '1' });
    const portal = replying({ 'content-type': 'text/html' });
    await hub.requests.staffUnlock({ pin: PIN });
    await portal.requests.staffUnlock({ pin: PIN });
    expect([await hub.requests.reachHub(null), await portal.requests.reachHub(null)]).toEqual([
      { outcome: 'answered', status: 200, ours: true, tookMs: 0 },
      { outcome: 'answered', status: 200, ours: false, tookMs: 0 },
    ]);
  });

  it('keeps a report in a folder of its own, readable by its user only', async () => {
    const { requests } = desk();
    await requests.staffUnlock({ pin: PIN });
    const saved = await requests.saveReport({ html: REPORT });
    const again = await requests.saveReport({ html: REPORT });
    expect([path.dirname(saved.path), await readFile(saved.path, 'utf8')]).toEqual([
      path.join(folder.path, 'reports'),
      REPORT,
    ]);
    expect((await stat(saved.path)).mode.toString(8)).toBe('100600');
    expect(again.path).not.toBe(saved.path);
  });

  it('keeps no page that could run a script or load anything', async () => {
    const { requests } = desk();
    await requests.staffUnlock({ pin: PIN });
    for (const html of [
      '<!doctype html><script>1</script>',
      REPORT.replace("default-src 'none'", 'default-src *'),
      ` ${REPORT}`,
      REPORT.replace('lang="en"', 'lang="en" onload="x"'),
    ]) {
      await expect(requests.saveReport({ html })).rejects.toThrow('no report');
    }
  });

  it('keeps the newest reports only', async () => {
    const { requests, time } = desk();
    await requests.staffUnlock({ pin: PIN });
    for (let made = 0; made < KEPT_FILES + 2; made += 1) {
      time.advance(1_000);
      await requests.saveReport({ html: REPORT });
    }
    const kept = await readdir(path.join(folder.path, 'reports'));
    const at = (ms: number) =>
      `${new Date(START_MS + ms).toISOString().slice(0, 19).replaceAll(':', '-')}Z.html`;
    expect([kept.length, kept.toSorted()[0], kept.toSorted().at(-1)]).toEqual([
      KEPT_FILES,
      at(1_000 + 3_000),
      at(1_000 + (KEPT_FILES + 2) * 1_000),
    ]);
  });

  it('keeps parked events as a file to take along', async () => {
    const { requests } = desk();
    await requests.staffUnlock({ pin: PIN });
    const { path: file } = await requests.saveExport({ json: '[]\n' });
    expect([path.dirname(file), await readFile(file, 'utf8')]).toEqual([
      path.join(folder.path, 'parked'),
      '[]\n',
    ]);
  });
});
