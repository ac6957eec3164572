import { contextBridge, ipcRenderer, webFrame } from 'electron';
import type { IpcBridge } from '../contract/ipc-bridge.ts';
import type { IpcAnswer } from './ipc/ipc-names.ts';
import { CHANNEL, noticeNames, pushNames, requestNames } from './ipc/ipc-names.ts';
import { LOCKED_PAGE } from './lock/locked-page.ts';
import type { PageEvents } from './lock/still-page.ts';
import { holdStill } from './lock/still-page.ts';

/** The only place in the renderer that touches Electron's IPC. It knows names, not meanings. */

type Listener = (payload: never) => void;

const listeners = new Map<string, Set<Listener>>();

function known(names: ReadonlySet<string>, name: string): void {
  if (!names.has(name)) {
    throw new TypeError(`Main knows nothing called "${name}".`);
  }
}

ipcRenderer.on(CHANNEL.push, (_event, name: string, payload: unknown) => {
  for (const listener of listeners.get(name) ?? []) {
    listener(payload as never);
  }
});

const bridge: IpcBridge = {
  async request(name, payload) {
    known(requestNames, name);
    const answer = (await ipcRenderer.invoke(CHANNEL.request, name, payload)) as IpcAnswer;
    if (!answer.ok) {
      throw new Error(answer.problem);
    }
    return answer.reply as never;
  },
  notify(name, payload) {
    known(noticeNames, name);
    ipcRenderer.send(CHANNEL.notice, name, payload);
  },
  subscribe(name, listener) {
    known(pushNames, name);
    const subscribed = listeners.get(name) ?? new Set<Listener>();
    listeners.set(name, subscribed.add(listener));
    return () => {
      subscribed.delete(listener);
    };
  },
};

contextBridge.exposeInMainWorld('glimlach', Object.freeze(bridge));

if (process.argv.includes(LOCKED_PAGE)) {
  webFrame.setVisualZoomLevelLimits(1, 1);
  // A page that closes itself takes its window along, and main is not asked.
  void webFrame.executeJavaScript(
    "Object.defineProperty(globalThis, 'close', { value: () => undefined });",
  );
  holdStill(globalThis as unknown as PageEvents);
}
