import type { ModbusBoxConfiguration } from '../../contract/box-configuration.ts';
import type { ModbusRequest } from './modbus-frame.ts';

/** One input of a module, and the button wired to it. */
type WiredInput = {
  /** Which contact of the box it is; every input has its own, even where two belong to one button. */
  readonly contact: number;
  readonly button: number;
  /** Where it is in what was read. */
  readonly offset: number;
};

/** What is read from one module in one go, and what it means. */
export type ModuleReading = {
  readonly request: ModbusRequest & { readonly kind: 'read' };
  readonly inputs: readonly WiredInput[];
  readonly normallyClosed: boolean;
  /** Indexes of the readings whose answers look like one to this, which is among them; see `modbus-doubt.ts`. */
  readonly alike: readonly number[];
};

/** The readings of all modules, in the order of the configuration. */
export function moduleReadings(
  modules: ModbusBoxConfiguration['modules'],
): readonly ModuleReading[] {
  let contact = 0;
  return modules.map(({ unit, table, inputs, normallyClosed }) => {
    const wired = Object.entries(inputs).map(([address, button]) => ({
      address: Number(address),
      button,
    }));
    const addresses = wired.map(({ address }) => address);
    const first = Math.min(...addresses);
    return {
      request: { kind: 'read', unit, table, first, count: Math.max(...addresses) - first + 1 },
      inputs: wired.map(({ address, button }) => ({
        contact: contact++,
        button,
        offset: address - first,
      })),
      normallyClosed,
      alike: modules.flatMap((other, index) =>
        // Of any size: an exception has none.
        other.unit === unit && other.table === table ? [index] : [],
      ),
    };
  });
}

/** By contact, whether its button is held. */
export function heldContacts(
  { inputs, normallyClosed }: ModuleReading,
  levels: readonly boolean[],
): ReadonlyMap<number, boolean> {
  return new Map(
    inputs.map(({ contact, offset }) => [contact, (levels[offset] ?? false) !== normallyClosed]),
  );
}

/** Highest button index wired, and one. */
export function buttonCountOf(readings: readonly ModuleReading[]): number {
  return 1 + Math.max(...readings.flatMap(({ inputs }) => inputs.map(({ button }) => button)));
}
