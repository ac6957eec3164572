import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BoxStatus } from '../../../contract/box-status.ts';
import type { EventBody } from '../../../contract/event-body.ts';
import { thawEvent } from '../../../contract/event-body.ts';
import type { FlowRecord } from '../../../contract/flow-record.ts';
import { ASK_STAFF_STEP } from '../../../contract/flow-steps.ts';
import { readFollowUpToken } from '../../../contract/follow-up-token.ts';
import type { IpcPush, IpcPushName } from '../../../contract/ipc.ts';
import type {
  BoxBaseline,
  BoxPress,
  BoxSignal,
  ButtonSource,
  ButtonSourceListener,
} from '../../../hardware/button-source.ts';
import { clockFrom } from '../../../electron/clock.ts';
import type { JournalFolder } from '../../../electron/journal/journal-folder.ts';
import { JOURNAL_LIMITS } from '../../../electron/journal/journal-limits.ts';
import { createNodeJournalFolder } from '../../../electron/journal/node-journal-folder.ts';
import { ATTACH_WITHIN_MS, GIVE_UP_ATTACH_MS } from '../../../electron/recorder/recorder.ts';
import type { Machine } from '../../../electron/staff/machine.ts';
import type { Terminal } from '../../../electron/terminal.ts';
import { startTerminal } from '../../../electron/terminal.ts';
import { memoryLog } from './memory-log.ts';
import { CONFIGURATION, IDENTITY } from './sample-configuration.ts';
import { sealedAnswer, START_MS } from './sample-events.ts';
import { smiley } from '../../support/smiley.ts';

/** A box whose presses a test makes, and which remembers what it was told. */
function fakeBox() {
  const signals: BoxSignal[] = [];
  let listener: ButtonSourceListener | null = null;
  const source: ButtonSource = {
    start(told) {
      listener = told;
    },
    signal: (signal) => signals.push(signal) > 0,
    async stop() {
      listener = null;
      await Promise.resolve();
    },
  };
  return { source, signals, listener: () => listener };
}

/** A program that reaches nobody and never starts again. */
const machineAtRest: Machine = {
  runtime: 'Test 1.0',
  memoryBytes: () => 1,
  upMs: () => 1,
  fetchAsPage: () => Promise.reject(new Error('net::ERR_INTERNET_DISCONNECTED')),
  restart: () => undefined,
};

const boxPress = (count: number, heardAtMs: number, parts: Partial<BoxPress> = {}): BoxPress => ({
  boxId: 'GB-1',
  button: 2,
  boot: 3,
  count,
  heardAtMs,
  recovered: null,
  ...parts,
});

const ASK_FOR_STAFF = {
  type: 'answered',
  pressId: sealedAnswer('').pressId,
  step: ASK_STAFF_STEP,
  outcome: { kind: 'choice', values: ['now'] },
  jwe: null,
} satisfies FlowRecord;

const EMPTY = { state: 'ready' as const, ledgers: [], ahead: [] };

describe('terminal', () => {
  let terminalDir = '';
  const running: Terminal[] = [];
  beforeEach(async () => {
    terminalDir = await mkdtemp(join(tmpdir(), 'glimlach-terminal-'));
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((terminal) => terminal.stop()));
    await rm(terminalDir, { recursive: true });
  });

  async function start(
    parts: {
      bootId?: string;
      box?: ReturnType<typeof fakeBox> | null;
      openJournalFolder?: (path: string) => JournalFolder;
    } = {},
  ) {
    const {
      bootId = 'boot-1',
      box = fakeBox(),
      openJournalFolder = createNodeJournalFolder,
    } = parts;
    const log = memoryLog();
    const pushes: [IpcPushName, unknown][] = [];
    const timers: { delayMs: number; run: () => void }[] = [];
    let nowMs = 1_000;
    let attaches = 0;
    let baseline: BoxBaseline = new Map();
    let tellPushed: () => void = () => undefined;
    const started = await startTerminal({
      config: {
        hubUrl: 'https://hub.example.com',
        enrolmentKey: 'demo-key-1',
        provisioningFile: null,
        serialPath: null,
        buttonsFile: null,
        terminalDir,
        kiosk: false,
      },
      appVersion: '0.1.0',
      keypadKeys: { F13: 2 },
      provisioned: null,
      clock: clockFrom({
        wallMs: () => START_MS + nowMs,
        monotonicNs: () => BigInt(nowMs) * 1_000_000n,
        bootId,
      }),
      log,
      startTimer(delayMs, run) {
        const timer = { delayMs, run };
        timers.push(timer);
        return () => {
          timers.splice(timers.indexOf(timer), 1);
        };
      },
      machine: machineAtRest,
      fetchInStore: () => Promise.reject(new Error('net::ERR_INTERNET_DISCONNECTED')),
      openJournalFolder,
      journalLimits: JOURNAL_LIMITS,
      makeButtonSource(resumed) {
        baseline = resumed;
        return box?.source ?? null;
      },
      push<Name extends IpcPushName>(name: Name, payload: IpcPush<Name>) {
        pushes.push([name, payload]);
        tellPushed();
      },
      onAttached() {
        attaches += 1;
      },
      onPainted: () => undefined,
    });
    if (!started.ok) {
      throw new Error(started.problem);
    }
    const { terminal } = started;
    running.push(terminal);
    return {
      terminal,
      log,
      pushes,
      timers,
      box,
      baseline: () => baseline,
      attaches: () => attaches,
      at: (ms: number) => {
        nowMs = ms;
      },
      enrol: async () => {
        await terminal.requests.saveIdentity(IDENTITY);
        await terminal.requests.saveConfiguration(CONFIGURATION);
      },
      /** Waits for the next pushes until there are this many of one name. */
      pushed: async (name: IpcPushName, count: number) => {
        const found = () => pushes.filter(([pushed]) => pushed === name);
        while (found().length < count) {
          const { promise, resolve } = Promise.withResolvers<void>();
          tellPushed = resolve;
          await promise;
        }
        return found().map(([, payload]) => payload);
      },
      stop: async () => {
        running.splice(running.indexOf(terminal), 1);
        await terminal.stop();
      },
    };
  }

  const events = async (pressed: Promise<unknown[]>) =>
    (await pressed).map((payload) => {
      const { body, ageMs } = payload as IpcPush<'pressed'>;
      const thawed = thawEvent(body);
      return thawed.ok && thawed.event.type === 'pressed'
        ? { ...thawed.event, ageMs }
        : { number: 0, ageMs };
    });

  it('shows set-up and records nothing until it is enrolled', async () => {
    const { terminal, box, log, pushes } = await start();
    await terminal.requests.attach(EMPTY);
    box?.listener()?.onPress(boxPress(1, 1_000));
    expect([
      await terminal.requests.boot(null),
      await terminal.requests.press({
        choice: smiley('negative'),
        source: 'touch',
        configurationVersion: null,
      }),
      log.lines.filter(({ level }) => level === 'warn'),
      pushes.map(([name]) => name),
      box?.signals,
    ]).toEqual([
      {
        appVersion: '0.1.0',
        clock: { wallMs: START_MS + 1_000, monotonicMs: 1_000, bootId: 'boot-1' },
        hubUrl: 'https://hub.example.com',
        enrolmentKey: 'demo-key-1',
        publicKey: expect.objectContaining({ kty: 'EC' }),
        identity: null,
        configuration: null,
        configurationRefused: null,
        keypadKeys: { F13: 2 },
        journal: [],
      },
      { outcome: 'not-enrolled' },
      [{ level: 'warn', what: 'box-press-not-enrolled', boxId: 'GB-1', button: 2 }],
      ['boxStatuses', 'journalRoom'],
      [],
    ]);
    await expect(
      Promise.resolve().then(() => terminal.requests.signAssertion({ issuedAtMs: 1 })),
    ).rejects.toThrow('not enrolled');
  });

  it('tells the page who it is, the enrolment key all the same, and how far the journal goes', async () => {
    const { terminal, enrol, pushed } = await start();
    await enrol();
    const { ledgerId } = await terminal.requests.attach(EMPTY);
    await terminal.requests.press({
      choice: smiley('positive'),
      source: 'touch',
      configurationVersion: null,
    });
    await pushed('journalSettled', 1);
    expect(await terminal.requests.boot(null)).toMatchObject({
      enrolmentKey: 'demo-key-1',
      identity: IDENTITY,
      configuration: CONFIGURATION,
      journal: [{ ledgerId, highest: 1, missing: [] }],
    });
  });

  it('records a press on the box with everything in force, and lights its button', async () => {
    const { terminal, box, enrol, at, pushed } = await start();
    await enrol();
    const { ledgerId } = await terminal.requests.attach(EMPTY);
    terminal.notices.language('en');
    at(2_000);
    box?.listener()?.onPress(boxPress(41, 1_990));
    expect(await events(pushed('pressed', 1))).toEqual([
      {
        v: 1,
        id: expect.any(String),
        ledgerId,
        number: 1,
        at: { wallMs: START_MS + 1_990, monotonicMs: 1_990, bootId: 'boot-1' },
        type: 'pressed',
        context: {
          terminalId: IDENTITY.terminalId,
          touchpointId: CONFIGURATION.touchpoint?.id,
          questionnaire: { id: CONFIGURATION.questionnaire?.id, version: 2 },
          configurationVersion: 4,
          language: 'en',
        },
        rating: 'negative',
        source: { kind: 'box', boxId: 'GB-1', button: 2, boot: 3, count: 41 },
        sincePreviousMs: null,
        repeat: false,
        ageMs: 10,
      },
    ]);
    expect(await pushed('journalSettled', 1)).toEqual([{ id: expect.any(String), kept: true }]);
    expect(box?.signals).toEqual([{ kind: 'lamp', boxId: 'GB-1', button: 2, durationMs: 400 }]);
  });

  it('records the score that a button of the box stands for, on the scale of the question', async () => {
    const { terminal, box, enrol, pushed } = await start();
    await enrol();
    const { questionnaire } = CONFIGURATION;
    await terminal.requests.saveConfiguration({
      ...CONFIGURATION,
      questionnaire: questionnaire && { ...questionnaire, kind: 'nps' },
      buttons: { '0': 6, '1': 9 },
    });
    await terminal.requests.attach(EMPTY);
    box?.listener()?.onPress(boxPress(1, 1_000, { button: 0 }));
    await terminal.requests.press({
      choice: { rating: 'positive', score: { scale: 'nps', value: 10 } },
      source: 'touch',
      configurationVersion: null,
    });
    expect(await events(pushed('pressed', 2))).toMatchObject([
      { rating: 'negative', score: { scale: 'nps', value: 6 }, source: { kind: 'box' } },
      { rating: 'positive', score: { scale: 'nps', value: 10 }, source: { kind: 'touch' } },
    ]);
    await pushed('journalSettled', 2);
  });

  it('records a press under the configuration its page shows, also while the next is being written', async () => {
    const { terminal, enrol, pushed } = await start();
    await enrol();
    await terminal.requests.attach(EMPTY);
    const { version, touchpoint } = CONFIGURATION;
    const next = { ...CONFIGURATION, version: version + 1, touchpoint: null };
    const saving = terminal.requests.saveConfiguration(next);
    const press = (configurationVersion: number | null) =>
      terminal.requests.press({
        choice: smiley('positive'),
        source: 'touch',
        configurationVersion,
      });
    await press(version);
    await saving;
    await press(version + 1);
    await press(version + 7);
    const contexts = (await events(pushed('pressed', 3))).map(
      (event) => 'context' in event && event.context,
    );
    expect(contexts).toMatchObject([
      { configurationVersion: version, touchpointId: touchpoint?.id },
      { configurationVersion: version + 1, touchpointId: null },
      { configurationVersion: version + 1, touchpointId: null },
    ]);
  });

  it('records what follows a press, and what is sealed before the answer that names it', async () => {
    const { terminal, enrol, pushed } = await start();
    await enrol();
    await terminal.requests.attach(EMPTY);
    const answer = sealedAnswer('The floor was wet.');
    const { jwe, ...answered } = answer;
    expect([
      await terminal.requests.record(answer),
      await terminal.requests.record({
        type: 'abandoned',
        pressId: answer.pressId,
        step: 'reason',
      }),
    ]).toEqual([
      { outcome: 'taken', ids: [expect.any(String), expect.any(String)] },
      { outcome: 'taken', ids: [expect.any(String)] },
    ]);
    const bodies = (await pushed('pressed', 3)).map((push) => (push as IpcPush<'pressed'>).body);
    expect(bodies.map(thawEvent)).toMatchObject([
      { event: { number: 1, type: 'sealed', jwe } },
      { event: { number: 2, ...answered } },
      { event: { number: 3, type: 'abandoned', pressId: answer.pressId, step: 'reason' } },
    ]);
    expect(await pushed('journalSettled', 3)).toMatchObject([
      { kept: true },
      { kept: true },
      { kept: true },
    ]);
  });

  it('signs the token of a press for the terminal that it is, and for nobody before', async () => {
    const { terminal, enrol } = await start();
    const asked = { pressId: sealedAnswer('').pressId, rating: 'neutral' } as const;
    await expect(
      Promise.resolve().then(() => terminal.requests.followUpToken(asked)),
    ).rejects.toThrow('not enrolled');
    await enrol();
    const { token } = await terminal.requests.followUpToken(asked);
    expect(readFollowUpToken(token)).toMatchObject({ ...asked, terminalId: IDENTITY.terminalId });
  });

  it('lets nobody be called any more when the hub says that somebody is coming', async () => {
    const { terminal, box, enrol } = await start();
    await enrol();
    await terminal.requests.record(ASK_FOR_STAFF);
    terminal.notices.helpAcknowledged(null);
    expect(box?.signals.at(-2)).toEqual({ kind: 'beacon', durationMs: 0 });
  });

  it('alerts somebody inside the store of a red press that the hub has not taken, and records that', async () => {
    const { terminal, box, enrol, at, timers, pushed } = await start();
    await enrol();
    await terminal.requests.attach(EMPTY);
    box?.listener()?.onPress(boxPress(1, 1_000));
    at(6_000);
    timers.find(({ delayMs }) => delayMs === 5_000)?.run();
    expect(box?.signals.slice(1)).toEqual([
      { kind: 'beacon', durationMs: 60_000 },
      { kind: 'buzzer', durationMs: 600 },
    ]);
    const recorded = (await pushed('pressed', 3)).map((payload) => {
      const thawed = thawEvent((payload as IpcPush<'pressed'>).body);
      return thawed.ok ? thawed.event : thawed.detail;
    });
    const [press] = recorded;
    const pressId = typeof press === 'object' ? press.id : '';
    expect(recorded).toMatchObject([
      { number: 1, type: 'pressed', rating: 'negative' },
      { number: 2, type: 'alerted-locally', pressId, channel: 'lamp', at: { monotonicMs: 6_000 } },
      { number: 3, type: 'alerted-locally', pressId, channel: 'buzzer' },
    ]);
    expect(await pushed('calledFor', 1)).toEqual([{ pressId }]);
    terminal.notices.helpAcknowledged(null);
    expect(await pushed('calledFor', 2)).toEqual([{ pressId }, { pressId: null }]);
    await pushed('journalSettled', 3);
  });

  it('calls nobody for a red press that the hub took, for a repeat, or for one nobody heard', async () => {
    const { terminal, box, enrol, at, timers, pushed } = await start();
    await enrol();
    await terminal.requests.attach(EMPTY);
    box?.listener()?.onPress(boxPress(1, 1_000));
    box?.listener()?.onPress(boxPress(2, 1_000));
    box?.listener()?.onPress(boxPress(3, 1_000, { recovered: { sinceMs: 500 } }));
    const [push] = await pushed('pressed', 3);
    const thawed = thawEvent((push as IpcPush<'pressed'>).body);
    terminal.notices.hubTook({ ids: [thawed.ok ? thawed.event.id : ''] });
    at(60_000);
    for (const { run } of timers.filter(({ delayMs }) => delayMs <= 5_000)) {
      run();
    }
    expect(box?.signals.filter(({ kind }) => kind !== 'lamp')).toEqual([]);
    await pushed('journalSettled', 3);
  });

  it('goes on calling for a press of two minutes ago after it was started again, and for no older one', async () => {
    const first = await start();
    await first.enrol();
    await first.terminal.requests.attach(EMPTY);
    first.box?.listener()?.onPress(boxPress(1, 1_000));
    first.at(90_000);
    first.box?.listener()?.onPress(boxPress(2, 90_000));
    await first.pushed('journalSettled', 2);
    await first.stop();

    const second = await start();
    second.at(130_000);
    second.timers.find(({ delayMs }) => delayMs === 3_000)?.run();
    await expect.poll(() => second.timers.some(({ delayMs }) => delayMs === 5_000)).toBe(true);
    second.at(135_000);
    second.timers.find(({ delayMs }) => delayMs === 5_000)?.run();
    expect(second.box?.signals.map(({ kind }) => kind)).toEqual(['beacon', 'buzzer']);
    await second.terminal.requests.attach({ ...EMPTY });
    expect(
      (await second.pushed('pressed', 2)).map((payload) => {
        const thawed = thawEvent((payload as IpcPush<'pressed'>).body);
        return thawed.ok ? [thawed.event.number, thawed.event.type] : thawed.detail;
      }),
    ).toEqual([
      [3, 'alerted-locally'],
      [4, 'alerted-locally'],
    ]);
    await second.pushed('journalSettled', 2);
  });

  it('records no answer while it is not enrolled', async () => {
    const { terminal, pushes } = await start();
    await terminal.requests.attach(EMPTY);
    expect(await terminal.requests.record(sealedAnswer('cold'))).toEqual({
      outcome: 'not-enrolled',
    });
    expect(pushes.map(([name]) => name)).not.toContain('pressed');
  });

  it('calls staff when a visitor asks for them, and tells the page when somebody says they come', async () => {
    const { terminal, box, enrol, pushed } = await start();
    await enrol();
    await terminal.requests.attach(EMPTY);
    await terminal.requests.record({ ...ASK_FOR_STAFF, outcome: { kind: 'skipped' } });
    expect(box?.signals).toEqual([]);
    await terminal.requests.record(ASK_FOR_STAFF);
    expect(box?.signals).toEqual([
      { kind: 'beacon', durationMs: 60_000 },
      { kind: 'buzzer', durationMs: 600 },
    ]);
    box?.listener()?.onPress(boxPress(1, 1_000, { button: 5 }));
    expect(await pushed('staffComing', 1)).toEqual([null]);
    expect(box?.signals.slice(-2)).toEqual([
      { kind: 'beacon', durationMs: 0 },
      { kind: 'buzzer', durationMs: 0 },
    ]);
    await pushed('journalSettled', 3);
  });

  it('calls staff by beacon and buzzer until one of them says so at the box, and records that', async () => {
    const { terminal, box, enrol, at, timers, pushed } = await start();
    await enrol();
    const { ledgerId } = await terminal.requests.attach(EMPTY);
    await terminal.requests.record(ASK_FOR_STAFF);
    at(21_000);
    timers.find(({ delayMs }) => delayMs === 20_000)?.run();
    box?.listener()?.onPress(boxPress(1, 21_000, { button: 5 }));
    const [, push] = await pushed('pressed', 2);
    const thawed = thawEvent((push as IpcPush<'pressed'>).body);
    expect(thawed).toEqual({
      ok: true,
      event: {
        v: 1,
        id: expect.any(String),
        ledgerId,
        number: 2,
        at: { wallMs: START_MS + 21_000, monotonicMs: 21_000, bootId: 'boot-1' },
        type: 'acknowledged-in-store',
        source: { kind: 'box', boxId: 'GB-1', button: 5, boot: 3, count: 1 },
      },
    });
    expect(box?.signals).toEqual([
      { kind: 'beacon', durationMs: 60_000 },
      { kind: 'buzzer', durationMs: 600 },
      { kind: 'beacon', durationMs: 60_000 },
      { kind: 'lamp', boxId: 'GB-1', button: 5, durationMs: 400 },
      { kind: 'beacon', durationMs: 0 },
      { kind: 'buzzer', durationMs: 0 },
    ]);
    await pushed('journalSettled', 2);
  });

  it('is not calmed by a staff button that was pressed before it was heard', async () => {
    const { terminal, box, enrol, at, pushed } = await start();
    await enrol();
    await terminal.requests.attach(EMPTY);
    await terminal.requests.record(ASK_FOR_STAFF);
    at(9_000);
    const recovered = { sinceMs: 2_000 };
    box?.listener()?.onPress(boxPress(1, 8_000, { button: 5, recovered }));
    const [, push] = await pushed('pressed', 2);
    expect(thawEvent((push as IpcPush<'pressed'>).body)).toMatchObject({
      event: {
        type: 'acknowledged-in-store',
        recovered: { from: { monotonicMs: 2_000 }, until: { monotonicMs: 8_000 } },
      },
    });
    expect(box?.signals).toEqual([
      { kind: 'beacon', durationMs: 60_000 },
      { kind: 'buzzer', durationMs: 600 },
    ]);
    await pushed('journalSettled', 1);
  });

  it('does not take for feedback later what was pressed to no effect', async () => {
    const first = await start();
    const reading = { boxId: 'GB-1', boot: 3, counts: new Map([0, 0, 0, 0].entries()) };
    first.box?.listener()?.onReading(reading);
    first.box?.listener()?.onPress(boxPress(1, 1_000));
    await first.enrol();
    first.box?.listener()?.onPress(boxPress(1, 1_000, { button: 3 }));
    await first.stop();
    const second = await start({ bootId: 'boot-2' });
    expect(second.baseline()).toMatchObject(
      new Map([['GB-1', { boot: 3, counts: new Map([0, 0, 1, 1].entries()) }]]),
    );
  });

  it('knows after a restart every button of a box that was seen, pressed or not', async () => {
    const first = await start();
    await first.enrol();
    first.box
      ?.listener()
      ?.onReading({ boxId: 'GB-1', boot: 3, counts: new Map([0, 0, 40].entries()) });
    await first.terminal.requests.attach(EMPTY);
    first.box?.listener()?.onPress(boxPress(41, 1_000));
    await first.pushed('journalSettled', 1);
    await first.stop();
    const second = await start({ bootId: 'boot-2' });
    expect(second.baseline()).toMatchObject(
      new Map([['GB-1', { boot: 3, counts: new Map([0, 0, 41].entries()) }]]),
    );
    second.box
      ?.listener()
      ?.onReading({ boxId: 'GB-1', boot: 4, counts: new Map([0, 0, 0].entries()) });
    await second.stop();
    const third = await start({ bootId: 'boot-3' });
    expect(third.baseline()).toMatchObject(
      new Map([['GB-1', { boot: 4, counts: new Map([0, 0, 0].entries()) }]]),
    );
  });

  it('reports a button that means nothing, and does not count it', async () => {
    const { terminal, box, enrol, log, pushes } = await start();
    await enrol();
    await terminal.requests.attach(EMPTY);
    box?.listener()?.onPress(boxPress(1, 1_000, { button: 9 }));
    expect([log.lines.at(-1), pushes.filter(([name]) => name === 'pressed')]).toEqual([
      { level: 'warn', what: 'box-press-unknown-button', boxId: 'GB-1', button: 9 },
      [],
    ]);
  });

  it('reports a press that cannot become an event, and gives its number to the next', async () => {
    const { terminal, box, enrol, log, pushed } = await start();
    await enrol();
    await terminal.requests.attach(EMPTY);
    box?.listener()?.onPress(boxPress(1, 1_000, { boxId: '' }));
    box?.listener()?.onPress(boxPress(2, 1_000));
    const [event] = await events(pushed('pressed', 1));
    expect([event?.number, log.lines.at(-1)]).toMatchObject([
      1,
      { level: 'error', what: 'press-not-recordable', source: 'box' },
    ]);
  });

  it('goes on after a restart where it stopped: number, box and what the outbox lost', async () => {
    const first = await start();
    await first.enrol();
    const { ledgerId } = await first.terminal.requests.attach(EMPTY);
    first.box?.listener()?.onPress(boxPress(41, 1_000));
    await first.terminal.requests.press({
      choice: smiley('positive'),
      source: 'touch',
      configurationVersion: null,
    });
    const settled = await first.pushed('journalSettled', 2);
    first.terminal.notices.storedThrough({ ledgerId, number: 1 });
    await first.stop();
    expect(settled).toHaveLength(2);

    const second = await start({ bootId: 'boot-2' });
    expect(second.baseline()).toMatchObject(
      new Map([['GB-1', { boot: 3, counts: new Map([[2, 41]]) }]]),
    );
    second.at(5_000);
    second.box?.listener()?.onPress(boxPress(42, 5_000, { recovered: { sinceMs: null } }));
    const attached = await second.terminal.requests.attach(EMPTY);
    expect(attached).toEqual({
      ledgerId,
      journal: [{ ledgerId, confirmed: 1, last: 2 }],
    });
    const [recovered] = await events(second.pushed('pressed', 1));
    const page = await second.terminal.requests.readJournal({ ledgerId, from: 1, limit: 10 });
    expect(page.next).toBeNull();
    expect(page.bodies.slice(0, 2)).toEqual(
      first.pushes
        .filter(([name]) => name === 'pressed')
        .map(([, payload]) => (payload as IpcPush<'pressed'>).body),
    );
    expect(recovered).toMatchObject({
      number: 3,
      recovered: {
        from: { wallMs: START_MS + 1_000, monotonicMs: 1_000, bootId: 'boot-1' },
        until: { wallMs: START_MS + 5_000, monotonicMs: 5_000, bootId: 'boot-2' },
      },
    });
    // A press from before is nobody's feedback.
    expect(second.box?.signals).toEqual([]);
  });

  it('numbers in a new ledger when the page does not come back in time', async () => {
    const first = await start();
    await first.enrol();
    const { ledgerId } = await first.terminal.requests.attach(EMPTY);
    await first.terminal.requests.press({
      choice: smiley('positive'),
      source: 'touch',
      configurationVersion: null,
    });
    await first.pushed('journalSettled', 1);
    await first.stop();

    const { terminal, box, timers, stop } = await start();
    box?.listener()?.onPress(boxPress(1, 1_000));
    const waiting = timers.map(({ delayMs }) => delayMs).slice(0, 2);
    timers.at(0)?.run();
    const attached = await terminal.requests.attach({
      state: 'ready',
      ledgers: [{ ledgerId, highest: 5 }],
      ahead: [],
    });
    await terminal.requests.press({
      choice: smiley('positive'),
      source: 'touch',
      configurationVersion: null,
    });
    await stop();

    const { terminal: third } = await start();
    const boot = await third.requests.boot(null);
    expect([waiting, timers, attached.ledgerId === ledgerId, boot.journal]).toEqual([
      [ATTACH_WITHIN_MS, GIVE_UP_ATTACH_MS],
      [],
      false,
      [
        { ledgerId, highest: 1, missing: [] },
        { ledgerId: attached.ledgerId, highest: 2, missing: [] },
      ],
    ]);
  });

  it('numbers at its end the presses that waited for the page', async () => {
    const first = await start();
    await first.enrol();
    first.box?.listener()?.onPress(boxPress(41, 1_000, { recovered: { sinceMs: null } }));
    first.box?.listener()?.onPress(boxPress(42, 1_000));
    await first.stop();
    const second = await start();
    const boot = await second.terminal.requests.boot(null);
    expect([boot.journal, second.baseline()]).toMatchObject([
      [{ highest: 2 }],
      new Map([['GB-1', { boot: 3, counts: new Map([[2, 42]]) }]]),
    ]);
  });

  it('takes into its journal a press that only the outbox had kept, and does not count it again', async () => {
    const first = await start();
    await first.enrol();
    const { ledgerId } = await first.terminal.requests.attach(EMPTY);
    first.box?.listener()?.onPress(boxPress(41, 1_000));
    first.box?.listener()?.onPress(boxPress(42, 1_000));
    const pushed = (await first.pushed('pressed', 2)) as IpcPush<'pressed'>[];
    await first.pushed('journalSettled', 2);
    await first.stop();
    // What a kill between the two commits leaves: the outbox has both, the journal only the first.
    const path = join(terminalDir, 'journal', 'events-000001.log');
    const lines = (await readFile(path, 'utf8')).split('\n');
    await writeFile(path, `${lines[0]}\n`);

    const second = await start();
    const heard = second.box?.listener();
    heard?.onPress(boxPress(42, 1_000, { recovered: { sinceMs: null } }));
    heard?.onPress(boxPress(43, 1_000, { recovered: { sinceMs: null } }));
    const ahead = pushed.slice(1).map(({ body }) => body);
    await second.terminal.requests.attach({
      state: 'ready',
      ledgers: [{ ledgerId, highest: 2 }],
      ahead: [...ahead, '{"v":2}' as EventBody],
    });
    await second.pushed('journalSettled', 1);
    const { bodies } = await second.terminal.requests.readJournal({ ledgerId, from: 1, limit: 9 });
    const counts = bodies.map((body) => {
      const thawed = thawEvent(body);
      return thawed.ok && thawed.event.type === 'pressed' && thawed.event.source.kind === 'box'
        ? [thawed.event.number, thawed.event.source.count]
        : null;
    });
    expect([
      counts,
      bodies.slice(0, 2),
      second.log.lines.filter(({ what }) => /outbox|before/.test(what)),
    ]).toEqual([
      [
        [1, 41],
        [2, 42],
        [3, 43],
      ],
      pushed.map(({ body }) => body),
      [
        { level: 'warn', what: 'journal-behind-outbox', events: 1 },
        { level: 'error', what: 'outbox-event-unreadable', detail: expect.any(String) },
        { level: 'info', what: 'press-recorded-before', id: expect.any(String) },
      ],
    ]);
  });

  it('does not count again a press that only the outbox has, in the middle of the journal', async () => {
    const first = await start();
    await first.enrol();
    const { ledgerId } = await first.terminal.requests.attach(EMPTY);
    first.box?.listener()?.onPress(boxPress(41, 1_000));
    first.box?.listener()?.onPress(boxPress(42, 1_000));
    await first.terminal.requests.press({
      choice: smiley('positive'),
      source: 'touch',
      configurationVersion: null,
    });
    const pushed = (await first.pushed('pressed', 3)) as IpcPush<'pressed'>[];
    await first.pushed('journalSettled', 3);
    await first.stop();
    const path = join(terminalDir, 'journal', 'events-000001.log');
    const lines = (await readFile(path, 'utf8')).split('\n');
    await writeFile(path, [lines[0], ...lines.slice(2)].join('\n'));

    const second = await start();
    const boot = await second.terminal.requests.boot(null);
    for (const count of [42, 43]) {
      second.box?.listener()?.onPress(boxPress(count, 1_000, { recovered: { sinceMs: null } }));
    }
    await second.terminal.requests.attach({
      state: 'ready',
      ledgers: [{ ledgerId, highest: 3 }],
      ahead: pushed.slice(1, 2).map(({ body }) => body),
    });
    await second.pushed('journalSettled', 1);
    const { bodies } = await second.terminal.requests.readJournal({ ledgerId, from: 1, limit: 9 });
    expect([boot.journal, bodies.slice(0, 3), bodies.length, second.baseline()]).toEqual([
      [{ ledgerId, highest: 3, missing: [{ from: 2, through: 2 }] }],
      pushed.map(({ body }) => body),
      4,
      new Map([['GB-1', { boot: 3, counts: new Map([[2, 41]]), at: expect.anything() }]]),
    ]);
  });

  it('fills a gap from its journal, and with lost events where no store has anything', async () => {
    const first = await start();
    await first.enrol();
    const { ledgerId } = await first.terminal.requests.attach(EMPTY);
    for (const count of [1, 2, 3, 4]) {
      first.box?.listener()?.onPress(boxPress(count, 1_000));
    }
    await first.pushed('journalSettled', 4);
    await first.stop();
    const path = join(terminalDir, 'journal', 'events-000001.log');
    const lines = (await readFile(path, 'utf8')).split('\n');
    await writeFile(path, [lines[0], ...lines.slice(2)].join('\n'));

    const { terminal, log } = await start();
    const boot = await terminal.requests.boot(null);
    await terminal.requests.attach({
      state: 'ready',
      ledgers: [{ ledgerId, highest: 4 }],
      ahead: [],
    });
    const asked = { ledgerId, from: 1, through: 9_000 };
    const filled = await terminal.requests.fillGap(asked);
    const again = await terminal.requests.fillGap(asked);
    const told = filled.bodies.map((body) => {
      const thawed = thawEvent(body);
      return thawed.ok ? [thawed.event.number, thawed.event.type] : null;
    });
    expect([
      boot.journal,
      told,
      again.bodies.toSorted(),
      log.lines.filter(({ what }) => what === 'events-lost'),
      (await terminal.requests.boot(null)).journal,
    ]).toEqual([
      [{ ledgerId, highest: 4, missing: [{ from: 2, through: 2 }] }],
      [
        [1, 'pressed'],
        [3, 'pressed'],
        [4, 'pressed'],
        [2, 'void'],
      ],
      filled.bodies.toSorted(),
      [{ level: 'error', what: 'events-lost', ledgerId, events: 1 }],
      [{ ledgerId, highest: 4, missing: [] }],
    ]);
    expect(await terminal.requests.fillGap({ ledgerId, from: 3, through: 2 })).toEqual({
      bodies: [],
    });
  });

  it('goes on in a new ledger when the one it writes is forked', async () => {
    const { terminal, enrol, pushed } = await start();
    await enrol();
    const { ledgerId } = await terminal.requests.attach(EMPTY);
    await terminal.requests.press({
      choice: smiley('positive'),
      source: 'touch',
      configurationVersion: null,
    });
    terminal.notices.ledgerForked({ ledgerId });
    await terminal.requests.press({
      choice: smiley('negative'),
      source: 'touch',
      configurationVersion: null,
    });
    const [first, second] = await events(pushed('pressed', 2));
    expect([first, second].map((event) => event?.number)).toEqual([1, 1]);
    await pushed('journalSettled', 2);
    const { journal } = await terminal.requests.boot(null);
    expect(journal.map(({ highest }) => highest)).toEqual([1, 1]);
  });

  it('pushes again, with its age, what a crashed page had not committed', async () => {
    const { terminal, enrol, at, pushed } = await start();
    await enrol();
    await terminal.requests.attach(EMPTY);
    await terminal.requests.press({
      choice: smiley('negative'),
      source: 'keyboard',
      configurationVersion: null,
    });
    await pushed('journalSettled', 1);
    terminal.pageGone();
    at(9_000);
    await terminal.requests.attach(EMPTY);
    const [first, again] = await events(pushed('pressed', 2));
    expect(again).toEqual({ ...first, ageMs: 8_000 });
    expect(await pushed('boxStatuses', 2)).toHaveLength(2);
  });

  it('goes on with the outbox alone when the journal cannot be opened', async () => {
    const { terminal, enrol, pushed, log } = await start({
      openJournalFolder: (path) => ({
        ...createNodeJournalFolder(path),
        segments: () => Promise.reject(new Error('EIO: i/o error, open')),
      }),
    });
    await enrol();
    await terminal.requests.attach(EMPTY);
    await terminal.requests.press({
      choice: smiley('negative'),
      source: 'touch',
      configurationVersion: null,
    });
    expect(await pushed('journalSettled', 1)).toEqual([{ id: expect.any(String), kept: false }]);
    expect(log.lines.filter(({ level }) => level === 'error')).toMatchObject([
      { what: 'journal-unavailable', detail: 'EIO: i/o error, open' },
      { what: 'journal-append-failed' },
    ]);
  });

  it('says that the disk is full when it is, at once and at every attach', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    const { terminal, pushed, log } = await start({
      openJournalFolder: (path) => ({
        ...createNodeJournalFolder(path),
        holdReserve: () => Promise.reject(full),
      }),
    });
    const [atOnce] = await pushed('journalRoom', 1);
    await terminal.requests.attach(EMPTY);
    expect([atOnce, await pushed('journalRoom', 2), log.lines.at(-1)]).toEqual([
      { state: 'full' },
      [{ state: 'full' }, { state: 'full' }],
      { level: 'error', what: 'journal-disk-full', path: join(terminalDir, 'journal') },
    ]);
  });

  it('says so too when the journal could not even be opened for it', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    const { terminal, pushes } = await start({
      openJournalFolder: (path) => ({
        ...createNodeJournalFolder(path),
        segments: () => Promise.reject(full),
      }),
    });
    await terminal.requests.attach(EMPTY);
    expect(pushes.at(-1)).toEqual(['journalRoom', { state: 'full' }]);
  });

  it('says in the log when the hub came back from a backup', async () => {
    const { terminal, enrol, pushed, log } = await start();
    await enrol();
    const { ledgerId } = await terminal.requests.attach(EMPTY);
    await terminal.requests.press({
      choice: smiley('positive'),
      source: 'touch',
      configurationVersion: null,
    });
    await terminal.requests.press({
      choice: smiley('positive'),
      source: 'touch',
      configurationVersion: null,
    });
    await pushed('journalSettled', 2);
    for (const number of [1, 2, 1]) {
      terminal.notices.storedThrough({ ledgerId, number });
      const confirmed = async () => {
        await terminal.requests.readJournal({ ledgerId, from: 1, limit: 1 });
        return (await terminal.requests.attach(EMPTY)).journal.at(0)?.confirmed;
      };
      while ((await confirmed()) !== number) {
        // Asked again: reading the journal takes its time.
      }
    }
    expect(log.lines.filter(({ what }) => what.startsWith('hub-'))).toEqual([
      { level: 'warn', what: 'hub-behind-journal', ledgerId, before: 2, now: 1, missing: 0 },
    ]);
  });

  it('says at every attach that the page is alive', async () => {
    const { terminal, attaches } = await start();
    const before = attaches();
    await terminal.requests.attach(EMPTY);
    terminal.pageGone();
    await terminal.requests.attach(EMPTY);
    expect([before, attaches()]).toEqual([0, 2]);
  });

  it('has no box to show without one', async () => {
    const { terminal, pushes } = await start({ box: null });
    await terminal.requests.attach(EMPTY);
    expect(pushes).toEqual([
      ['boxStatuses', []],
      ['journalRoom', { state: 'enough' }],
    ]);
  });

  it('tells the page how the box is', async () => {
    const { terminal, box, pushes } = await start();
    await terminal.requests.attach(EMPTY);
    const live = {
      state: 'live',
      boxId: 'GB-1',
      driver: 'glimlach',
      firmware: '1.0',
      path: '/dev/ttyACM0',
      troubles: [],
    } as const satisfies BoxStatus;
    box?.listener()?.onStatuses([live]);
    expect(pushes).toEqual([
      ['boxStatuses', [{ state: 'searching', detail: 'Not opened yet.' }]],
      ['journalRoom', { state: 'enough' }],
      ['boxStatuses', [live]],
    ]);
  });

  it('enrols anew when its key is gone', async () => {
    const first = await start();
    await first.enrol();
    await first.stop();
    await rm(join(terminalDir, 'key.json'));
    const { terminal, log } = await start();
    expect(await terminal.requests.boot(null)).toMatchObject({
      enrolmentKey: 'demo-key-1',
      identity: null,
      configuration: null,
    });
    expect(log.lines.map(({ what }) => what)).toContain('terminal-state-of-another-key');
  });

  it('does not start with a damaged key', async () => {
    await writeFile(join(terminalDir, 'key.json'), 'x');
    await expect(start()).rejects.toThrow('is damaged, and with it this terminal');
  });
});
