import type { ModbusRequest } from './modbus-frame.ts';

/** A coil to switch. */
export type CoilWrite = ModbusRequest & { readonly kind: 'write' };

/** Coils still to be switched, the one to switch next first, and how often each was tried in vain. */
export type CoilWrites = readonly { readonly write: CoilWrite; readonly tries: number }[];

/** A coil that should go off must not stay on because of one lost frame; a unit that is not there must not be asked for ever. */
const MOST_TRIES = 3;

/** What is to be done later replaces what was to be done with the same coil before, and keeps its place. */
export function addWrite(writes: CoilWrites, write: CoilWrite): CoilWrites {
  const added = { write, tries: 0 };
  return writes.some((waiting) => isSameCoil(waiting.write, write))
    ? writes.map((waiting) => (isSameCoil(waiting.write, write) ? added : waiting))
    : [...writes, added];
}

/** After a try at `done`: it is off the list, unless something else is wanted of its coil by now. */
export function withoutWrite(writes: CoilWrites, done: CoilWrite): CoilWrites {
  return writes.filter(({ write }) => write !== done);
}

/** What may be done with a box of which not every module is there. */
export function onlyOff(writes: CoilWrites): CoilWrites {
  return writes.filter(({ write }) => !write.on);
}

/** After a try at `failed` in vain: others go first, and after the third try nobody tries again. */
export function afterFailedWrite(writes: CoilWrites, failed: CoilWrite): CoilWrites {
  return [
    ...withoutWrite(writes, failed),
    ...writes
      .filter(({ write, tries }) => write === failed && tries + 1 < MOST_TRIES)
      .map(({ write, tries }) => ({ write, tries: tries + 1 })),
  ];
}

function isSameCoil(a: CoilWrite, b: CoilWrite): boolean {
  return a.unit === b.unit && a.coil === b.coil;
}
