import type { z } from 'zod';
import type {
  IpcNotice,
  IpcNoticeName,
  IpcReply,
  IpcRequest,
  IpcRequestName,
} from '../../contract/ipc.ts';
import { ipcNotices, ipcRequests } from '../../contract/ipc.ts';
import type { Log } from '../log.ts';
import { messageOf } from '../log.ts';
import type { IpcAnswer } from './ipc-names.ts';
import type { Sender } from './trusted-sender.ts';

export type RequestHandlers = {
  readonly [Name in IpcRequestName]: (
    payload: IpcRequest<Name>,
  ) => IpcReply<Name> | Promise<IpcReply<Name>>;
};

export type NoticeHandlers = {
  readonly [Name in IpcNoticeName]: (payload: IpcNotice<Name>) => void;
};

/**
 * Checks who speaks and what they say, then hands it on. Nothing that arrives can throw: a stranger, an unknown name
 * and a payload that does not fit are refused and logged, without the payload.
 */
export type IpcRouter = {
  answer(sender: Sender, name: unknown, payload: unknown): Promise<IpcAnswer>;
  take(sender: Sender, name: unknown, payload: unknown): void;
};

export type IpcRouterParts = {
  readonly requests: RequestHandlers;
  readonly notices: NoticeHandlers;
  readonly isTrusted: (sender: Sender) => boolean;
  readonly log: Log;
};

export function createIpcRouter({ requests, notices, isTrusted, log }: IpcRouterParts): IpcRouter {
  const refuse = (name: unknown, problem: string) => {
    const shown = typeof name === 'string' ? name.slice(0, 40) : typeof name;
    log.warn('ipc-refused', { name: shown, problem });
    return { ok: false as const, problem };
  };

  return {
    async answer(sender, name, payload) {
      if (!isTrusted(sender)) {
        return refuse(name, 'The sender is not the kiosk page.');
      }
      if (!isNameIn(ipcRequests, name)) {
        return refuse(name, 'There is no such request.');
      }
      const request = checked(ipcRequests[name].request, payload);
      if (!request.ok) {
        return refuse(name, request.problem);
      }
      try {
        // The schema above is the one that this handler's parameter type is inferred from.
        const handle = requests[name] as (payload: unknown) => unknown;
        return { ok: true, reply: await handle(request.payload) };
      } catch (thrown) {
        const problem = messageOf(thrown);
        log.error('ipc-request-failed', { name, problem });
        return { ok: false, problem };
      }
    },
    take(sender, name, payload) {
      if (!isTrusted(sender)) {
        refuse(name, 'The sender is not the kiosk page.');
        return;
      }
      if (!isNameIn(ipcNotices, name)) {
        refuse(name, 'There is no such notice.');
        return;
      }
      const notice = checked(ipcNotices[name], payload);
      if (!notice.ok) {
        refuse(name, notice.problem);
        return;
      }
      try {
        const handle = notices[name] as (payload: unknown) => void;
        handle(notice.payload);
      } catch (thrown) {
        log.error('ipc-notice-failed', { name, problem: messageOf(thrown) });
      }
    },
  };
}

function isNameIn<Names extends object>(names: Names, name: unknown): name is keyof Names & string {
  return typeof name === 'string' && Object.hasOwn(names, name);
}

function checked(
  schema: z.ZodType,
  payload: unknown,
): { readonly ok: true; readonly payload: unknown } | { readonly ok: false; problem: string } {
  const parsed = schema.safeParse(payload);
  if (parsed.success) {
    return { ok: true, payload: parsed.data };
  }
  const issue = parsed.error.issues[0];
  const where = issue?.path.join('.') ?? '';
  return {
    ok: false,
    problem: `${where === '' ? 'payload' : where}: ${issue?.message ?? 'does not fit'}`,
  };
}
