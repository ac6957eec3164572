import type { IpcBridge } from '../../contract/ipc-bridge.ts';
import {
  ipcPushes,
  type IpcPush,
  type IpcPushName,
  type IpcReply,
  type IpcRequest,
  type IpcRequestName,
  ipcRequests,
} from '../../contract/ipc.ts';

/** What the preload script exposes as `window.glimlach`: names and payloads, checked on the side that receives. */
export type PreloadBridge = {
  request(name: string, payload: unknown): Promise<unknown>;
  notify(name: string, payload: unknown): void;
  subscribe(name: string, listener: (payload: unknown) => void): () => void;
};

/** The main process as the renderer talks to it: typed, and validated as it arrives. */
export function createMainBridge(preload: PreloadBridge): IpcBridge {
  return {
    async request<Name extends IpcRequestName>(name: Name, payload: IpcRequest<Name>) {
      const reply = await preload.request(name, payload);
      return ipcRequests[name].reply.parse(reply) as IpcReply<Name>;
    },
    notify: (name, payload) => preload.notify(name, payload),
    subscribe<Name extends IpcPushName>(name: Name, listener: (payload: IpcPush<Name>) => void) {
      return preload.subscribe(name, (payload) =>
        listener(ipcPushes[name].parse(payload) as IpcPush<Name>),
      );
    },
  };
}
