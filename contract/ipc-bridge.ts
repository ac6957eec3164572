import type {
  IpcNotice,
  IpcNoticeName,
  IpcPush,
  IpcPushName,
  IpcReply,
  IpcRequest,
  IpcRequestName,
} from './ipc.ts';

/**
 * What the preload script puts at `window.glimlach`. Unknown names are refused; main validates every payload of the page.
 */
export type IpcBridge = {
  request<Name extends IpcRequestName>(
    name: Name,
    payload: IpcRequest<Name>,
  ): Promise<IpcReply<Name>>;
  notify<Name extends IpcNoticeName>(name: Name, payload: IpcNotice<Name>): void;
  /** Returns a function that ends the subscription. */
  subscribe<Name extends IpcPushName>(
    name: Name,
    listener: (payload: IpcPush<Name>) => void,
  ): () => void;
};
