import { HelpReply } from '../../contract/protocol/help.ts';
import type { HubSession } from './hub-session.ts';

/** Whether somebody comes to the visitor who pressed; null when the hub did not say. */
export async function askHelp(session: HubSession, pressId: string): Promise<HelpReply | null> {
  try {
    const result = await session.ask({
      method: 'GET',
      path: `/v1/terminal/help/${pressId}`,
      reply: HelpReply,
    });
    return result.kind === 'ok' ? result.value : null;
  } catch {
    // No key to sign in with, which whoever keeps the terminal configured tells: nobody heard anything.
    return null;
  }
}
