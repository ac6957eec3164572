import type { IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';
import { ipcMain } from 'electron';
import type { IpcPush, IpcPushName } from '../../contract/ipc.ts';
import { CHANNEL } from './ipc-names.ts';
import type { IpcRouter } from './ipc-router.ts';
import type { Sender } from './trusted-sender.ts';

/** The only place in the main process that touches Electron's IPC. */
export function listenToRenderer(router: IpcRouter): void {
  ipcMain.handle(CHANNEL.request, (event, name: unknown, payload: unknown) =>
    router.answer(senderOf(event), name, payload),
  );
  ipcMain.on(CHANNEL.notice, (event, name: unknown, payload: unknown) => {
    router.take(senderOf(event), name, payload);
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
