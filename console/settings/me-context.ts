import { createContext, use } from 'react';
import type { MeReply } from '../../contract/protocol/me.ts';

/** Who is signed in, for the pages of the settings. */
export const MeContext = createContext<MeReply | null>(null);

export function useMe(): MeReply {
  const me = use(MeContext);
  if (me === null) {
    throw new Error('useMe needs a MeContext above it.');
  }
  return me;
}
