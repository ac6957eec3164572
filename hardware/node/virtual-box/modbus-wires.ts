import type { ModbusBoxConfiguration } from '../../../contract/box-configuration.ts';
import { outputWords } from '../../drivers/switched-outputs.ts';
import { newVirtualModule, type VirtualModule } from './modbus-module.ts';

/** Where a button is wired: the contact closes when it is pressed. */
export type Wire = {
  readonly module: number;
  readonly table: 'discrete-inputs' | 'coils';
  readonly address: number;
  readonly normallyClosed: boolean;
};

/** By button; of several inputs for one button, the first. */
export function wiresOf({ modules }: ModbusBoxConfiguration): ReadonlyMap<number, Wire> {
  const wires = new Map<number, Wire>();
  const units = unitsOf({ modules });
  for (const { unit, table, inputs, normallyClosed } of modules) {
    for (const [address, button] of Object.entries(inputs)) {
      if (!wires.has(button)) {
        wires.set(button, {
          module: units.indexOf(unit),
          table,
          address: Number(address),
          normallyClosed,
        });
      }
    }
  }
  return wires;
}

/** As many inputs and coils as the configuration asks for. */
export function modulesOf({ modules, outputs }: ModbusBoxConfiguration): readonly VirtualModule[] {
  const switched = [...outputWords(outputs).values()];
  return unitsOf({ modules }).map((unit) => {
    const countOf = (table: Wire['table']): number[] =>
      modules
        .filter((module) => module.unit === unit && module.table === table)
        .flatMap(({ inputs }) => Object.keys(inputs).map((address) => Number(address) + 1));
    const coils = switched.filter((each) => each.unit === unit).map(({ coil }) => coil + 1);
    return newVirtualModule(
      unit,
      Math.max(0, ...countOf('discrete-inputs')),
      Math.max(0, ...countOf('coils'), ...coils),
    );
  });
}

function unitsOf({ modules }: Pick<ModbusBoxConfiguration, 'modules'>): readonly number[] {
  return [...new Set(modules.map(({ unit }) => unit))];
}
