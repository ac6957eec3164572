import type { ModbusRequest } from './modbus-frame.ts';

/** What came of one request. */
export type ModbusResult =
  /** Whether each input is on, from the first one asked for. */
  | { readonly kind: 'levels'; readonly levels: readonly boolean[] }
  | { readonly kind: 'written' }
  /** The unit answered that it will not or cannot: the exception codes of the Modbus application protocol. */
  | { readonly kind: 'exception'; readonly code: number }
  | { readonly kind: 'silence' }
  /** Something was heard, and it was no answer. */
  | { readonly kind: 'garbled' };

export type ModbusFailure = Exclude<ModbusResult, { kind: 'levels' | 'written' }>;

/** Whether a unit said that it has not got what is asked for: only another configuration helps. */
export function isWrongQuestion(failure: ModbusFailure): boolean {
  return failure.kind === 'exception' && failure.code >= 1 && failure.code <= 3;
}

/** What happened with which unit, and what to check. */
export function describeFailure(request: ModbusRequest, failure: ModbusFailure): string {
  const unit = `Unit ${request.unit}`;
  switch (failure.kind) {
    case 'silence':
      return `${unit} does not answer; check its power, its wires, its unit number and the line's settings.`;
    case 'garbled':
      return `What ${unit.toLowerCase()} answers is garbled; check the wires, their ends and the line's settings.`;
    case 'exception':
      return `${unit} ${describeException(request, failure.code)}`;
  }
}

function describeException(request: ModbusRequest, code: number): string {
  const what = describeTarget(request);
  switch (code) {
    case 1:
      return request.kind === 'read'
        ? `cannot be asked for ${tableName(request.table)} (exception 1); set its table to "${otherTable(request.table)}".`
        : 'cannot switch coils (exception 1); take it out of the outputs.';
    case 2:
    case 3:
      return `has no ${what} (exception ${code}); check the addresses, which count from 0.`;
    default:
      return `cannot answer for ${what} now (exception ${code}); look up the code in its manual.`;
  }
}

function describeTarget(request: ModbusRequest): string {
  if (request.kind === 'write') {
    return `coil ${request.coil}`;
  }
  const { table, first, count } = request;
  return count === 1
    ? `${tableName(table).slice(0, -1)} ${first}`
    : `${tableName(table)} ${first} to ${first + count - 1}`;
}

function tableName(table: (ModbusRequest & { kind: 'read' })['table']): string {
  return table === 'coils' ? 'coils' : 'discrete inputs';
}

function otherTable(table: (ModbusRequest & { kind: 'read' })['table']): string {
  return table === 'coils' ? 'discrete-inputs' : 'coils';
}
