import type { Member } from '../../../contract/protocol/people.ts';
import type { SaidShift } from './rota-draft.ts';

/** What both views of a rota show. */
export type RotaViewProps = {
  /** Who can be on duty. */
  people: readonly Member[];
  /** Everybody, for the names of those who cannot any more. */
  members: readonly Member[];
  shifts: readonly SaidShift[];
  /** One there is, or one to begin with. */
  onOpen: (shift: SaidShift) => void;
};

export function byStart(a: SaidShift, b: SaidShift): number {
  return a.from < b.from ? -1 : Number(a.from > b.from);
}

/** A shift as most are, to begin with. */
export function beginShift(userId: string, day: number): SaidShift {
  return { userId, day, from: '09:00', until: '17:00' };
}
