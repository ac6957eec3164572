import type { IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';
import { ipcMain } from 'electron';
import type { IpcPush, IpcPushName } from '../../contract/ipc.ts';
import { CHANNEL } from './ipc-names.ts';
import type { IpcRouter } from './ipc-router.ts';
import type { Sender } from './trusted-sender.ts';

/** The only place in the main process that touches Electron's IPC. What comes before there is a router waits for it. */
export function listenToRenderer(router: Promise<IpcRouter>): void {
  ipcMain.handle(CHANNEL.request, async (event, name: unknown, payload: unknown) => {
    const sender = senderOf(event);
    return (await router).answer(sender, name, payload);
  });
  ipcMain.on(CHANNEL.notice, (event, name: unknown, payload: unknown) => {
    const sender = senderOf(event);
    void router.then((there) => there.take(sender, name, payload));
  });
}

/** Tells the page something; dropped when the page is gone, because it asks again when it is back. */
export function pushTo<Name extends IpcPushName>(
  contents: WebContents | null,
  name: Name,
  payload: IpcPush<Name>,
): void {
  if (contents !== null && !contents.isDestroyed() && !contents.isCrashed()) {
    contents.send(CHANNEL.push, name, payload);
  }
}

function senderOf(event: IpcMainEvent | IpcMainInvokeEvent): Sender {
  const frame = event.senderFrame;
  return {
    webContentsId: event.sender.id,
    frame: frame && {
      isMainFrame: frame === event.sender.mainFrame,
      origin: frame.origin,
    },
  };
}
