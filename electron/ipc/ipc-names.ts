import type { IpcNoticeName, IpcPushName, IpcRequestName } from '../../contract/ipc.ts';

/** Names of the contract without its schemas, so that the preload stays small. */

type AllOf<Name extends string, Listed extends readonly Name[]> =
  Exclude<Name, Listed[number]> extends never ? Listed : never;

const all =
  <Name extends string>() =>
  <const Listed extends readonly Name[]>(listed: AllOf<Name, Listed>): ReadonlySet<string> =>
    new Set<string>(listed);

export const requestNames = all<IpcRequestName>()([
  'boot',
  'press',
  'record',
  'followUpToken',
  'attach',
  'readJournal',
  'fillGap',
  'signAssertion',
  'saveIdentity',
  'saveConfiguration',
  'staffUnlock',
  'staffLock',
  'machineStatus',
  'testBoxes',
  'signalBoxes',
  'stopCalling',
  'checkDisk',
  'reachHub',
  'forgetIdentity',
  'restart',
  'saveReport',
  'saveExport',
]);
export const noticeNames = all<IpcNoticeName>()([
  'outboxSettled',
  'storedThrough',
  'hubTook',
  'ledgerForked',
  'language',
  'helpAcknowledged',
  'painted',
]);
export const pushNames = all<IpcPushName>()([
  'pressed',
  'journalSettled',
  'boxStatuses',
  'journalRoom',
  'calledFor',
  'certificateRefused',
  'probe',
  'reloadWhenIdle',
  'staffComing',
  'boxTested',
]);

/** The three channels of Electron's IPC that this app uses. */
export const CHANNEL = {
  request: 'glimlach:request',
  notice: 'glimlach:notice',
  push: 'glimlach:push',
} as const;

/** What main answers to a request; a refusal becomes a rejected promise in the renderer. */
export type IpcAnswer =
  | { readonly ok: true; readonly reply: unknown }
  | { readonly ok: false; readonly problem: string };
