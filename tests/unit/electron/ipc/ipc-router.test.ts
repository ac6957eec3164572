import { describe, expect, it } from 'vitest';
import type { NoticeHandlers, RequestHandlers } from '../../../../electron/ipc/ipc-router.ts';
import { createIpcRouter } from '../../../../electron/ipc/ipc-router.ts';
import { ipcNotices, ipcPushes, ipcRequests } from '../../../../contract/ipc.ts';
import { noticeNames, pushNames, requestNames } from '../../../../electron/ipc/ipc-names.ts';
import type { Sender } from '../../../../electron/ipc/trusted-sender.ts';
import { isTrustedSender } from '../../../../electron/ipc/trusted-sender.ts';
import { memoryLog } from '../memory-log.ts';
import { id, LEDGER } from '../sample-events.ts';

const PAGE: Sender = { webContentsId: 1, frame: { isMainFrame: true, origin: 'kiosk://app' } };
const WINDOW = { webContentsId: 1, origin: 'kiosk://app' };

function router(overrides: Partial<RequestHandlers & NoticeHandlers> = {}) {
  const heard: unknown[] = [];
  const log = memoryLog();
  const unexpected = () => {
    throw new Error('Nothing should have asked for this.');
  };
  const requests: RequestHandlers = {
    boot: unexpected,
    press(payload) {
      heard.push(payload);
      return { outcome: 'taken' };
    },
    record: unexpected,
    followUpToken: unexpected,
    staffUnlock: unexpected,
    staffLock: unexpected,
    machineStatus: unexpected,
    testBoxes: unexpected,
    signalBoxes: unexpected,
    stopCalling: unexpected,
    checkDisk: unexpected,
    reachHub: unexpected,
    forgetIdentity: unexpected,
    restart: unexpected,
    saveReport: unexpected,
    saveExport: unexpected,
    attach: unexpected,
    readJournal: unexpected,
    fillGap: unexpected,
    signAssertion: unexpected,
    saveIdentity: unexpected,
    saveConfiguration: unexpected,
    ...overrides,
  };
  const notices: NoticeHandlers = {
    outboxSettled: (notice) => heard.push(notice),
    storedThrough: unexpected,
    hubTook: unexpected,
    ledgerForked: unexpected,
    language: (tag) => heard.push(tag),
    helpAcknowledged: unexpected,
    painted: unexpected,
    ...overrides,
  };
  const made = createIpcRouter({
    requests,
    notices,
    isTrusted: (sender) => isTrustedSender(sender, WINDOW),
    log,
  });
  return { made, heard, log };
}

describe('IPC router', () => {
  it('hands a request on and answers it', async () => {
    const { made, heard, log } = router();
    const payload = {
      choice: { rating: 'negative', score: null },
      source: 'touch',
      configurationVersion: 1,
    };
    expect([await made.answer(PAGE, 'press', payload), heard, log.lines]).toEqual([
      { ok: true, reply: { outcome: 'taken' } },
      [payload],
      [],
    ]);
  });

  it('hands a notice on', () => {
    const { made, heard } = router();
    made.take(PAGE, 'language', 'en');
    made.take(PAGE, 'outboxSettled', { id: id(1), kept: true });
    expect(heard).toEqual(['en', { id: id(1), kept: true }]);
  });

  it.each([
    ['an unknown name', 'format', null, 'There is no such request.'],
    ['a name every object has', 'toString', null, 'There is no such request.'],
    ['a name that is no name', { toString: null }, null, 'There is no such request.'],
    [
      'an unknown field',
      'press',
      {
        choice: { rating: 'positive', score: null },
        source: 'touch',
        configurationVersion: 1,
        number: 7,
      },
      'payload: Unrecognized key: "number"',
    ],
    [
      'a value that does not fit',
      'readJournal',
      { ledgerId: LEDGER, from: 0, limit: 10 },
      'from: Too small: expected number to be >=1',
    ],
  ])('refuses %s and says so in the log', async (_what, name, payload, problem) => {
    const { made, heard, log } = router();
    expect(await made.answer(PAGE, name, payload)).toEqual({ ok: false, problem });
    made.take(PAGE, name, payload);
    expect([heard, log.lines.map(({ level, what }) => [level, what])]).toEqual([
      [],
      [
        ['warn', 'ipc-refused'],
        ['warn', 'ipc-refused'],
      ],
    ]);
  });

  it.each<[string, Sender]>([
    ['another window', { ...PAGE, webContentsId: 2 }],
    ['a frame inside the page', { ...PAGE, frame: { isMainFrame: false, origin: 'kiosk://app' } }],
    ['another origin', { ...PAGE, frame: { isMainFrame: true, origin: 'https://example.com' } }],
    ['a frame that is gone', { ...PAGE, frame: null }],
  ])('refuses %s', async (_who, sender) => {
    const { made, heard, log } = router();
    const payload = {
      choice: { rating: 'positive', score: null },
      source: 'touch',
      configurationVersion: 1,
    };
    const answer = await made.answer(sender, 'press', payload);
    made.take(sender, 'language', 'en');
    const problem = 'The sender is not the kiosk page.';
    expect([answer, heard, log.lines]).toEqual([
      { ok: false, problem },
      [],
      [
        { level: 'warn', what: 'ipc-refused', name: 'press', problem },
        { level: 'warn', what: 'ipc-refused', name: 'language', problem },
      ],
    ]);
  });

  it('trusts nobody before there is a window', () => {
    expect(isTrustedSender(PAGE, null)).toBe(false);
  });

  it('answers with the reason when a handler fails, and lives', async () => {
    const fail = () => {
      throw new Error('The disk is full.');
    };
    const { made, log } = router({ saveIdentity: async () => fail(), language: fail, boot: fail });
    const identity = {
      terminalId: LEDGER,
      organizationId: LEDGER,
      issuer: 'https://hub.example.com',
    };
    const answers = [
      await made.answer(PAGE, 'saveIdentity', identity),
      await made.answer(PAGE, 'boot', null),
    ];
    made.take(PAGE, 'language', 'nl');
    const problem = 'The disk is full.';
    expect([answers, log.lines]).toEqual([
      [
        { ok: false, problem },
        { ok: false, problem },
      ],
      [
        { level: 'error', what: 'ipc-request-failed', name: 'saveIdentity', problem },
        { level: 'error', what: 'ipc-request-failed', name: 'boot', problem },
        { level: 'error', what: 'ipc-notice-failed', name: 'language', problem },
      ],
    ]);
  });

  it('knows every name of the contract on both sides', () => {
    expect([requestNames, noticeNames, pushNames]).toEqual([
      new Set(Object.keys(ipcRequests)),
      new Set(Object.keys(ipcNotices)),
      new Set(Object.keys(ipcPushes)),
    ]);
  });
});
