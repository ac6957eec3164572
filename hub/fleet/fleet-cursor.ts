import { HubId } from '../../contract/identifiers.ts';
import { invalidRequest, ProblemError } from '../http/problem.ts';

/** Where a page of terminals ended: among those whose books ask for somebody, or among the others. */
export type FleetPosition = { readonly troubled: boolean; readonly terminalId: string };

/** Where a page of parked events ended. */
export type ParkedPosition = { readonly receivedMs: number; readonly id: string };

export function fleetCursor({ troubled, terminalId }: FleetPosition): string {
  return `${troubled ? 'troubled' : 'calm'}.${terminalId}`;
}

export function parkedCursor({ receivedMs, id }: ParkedPosition): string {
  return `${receivedMs}.${id}`;
}

/** Refuses with 400 what {@link fleetCursor} did not make. */
export function readFleetCursor(cursor: string | undefined): FleetPosition | null {
  return read(cursor, /^(troubled|calm)\.(.*)$/s, (group, terminalId) => ({
    troubled: group === 'troubled',
    terminalId,
  }));
}

/** Refuses with 400 what {@link parkedCursor} did not make. */
export function readParkedCursor(cursor: string | undefined): ParkedPosition | null {
  return read(cursor, /^(\d{1,15})\.(.*)$/s, (receivedMs, id) => ({
    receivedMs: Number(receivedMs),
    id,
  }));
}

function read<Position>(
  cursor: string | undefined,
  form: RegExp,
  toPosition: (first: string, id: string) => Position,
): Position | null {
  if (cursor === undefined) {
    return null;
  }
  const [, first, id] = form.exec(cursor) ?? [];
  if (first === undefined || id === undefined || !HubId.safeParse(id).success) {
    throw new ProblemError(
      invalidRequest([{ path: '/after', message: 'must be a cursor the hub gave out' }]),
    );
  }
  return toPosition(first, id);
}
