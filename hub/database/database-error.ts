import { errorCodeOf } from './error-code.ts';

/** SQLSTATE of an error PostgreSQL raised (PostgreSQL manual, appendix A), or undefined. */
export function sqlStateOf(error: unknown): string | undefined {
  const code = errorCodeOf(error);
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

const UNREACHABLE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** 08 connection, 53 insufficient resources, 57P shutdown; 57014 a statement timeout; 25006 a read-only standby. */
const UNAVAILABLE_STATE = /^(08...|53...|57P..|57014|25006|25P03)$/;
/** `pg` names these by message only. */
const READ_TIMEOUT_MESSAGE = 'Query read timeout';
const UNAVAILABLE_MESSAGE =
  /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Cannot use a pool after calling end/i;

/** Whether the database could not be reached or was too busy: asking again later is the remedy. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const code = errorCodeOf(error);
  if (code !== undefined && (UNREACHABLE_CODES.has(code) || UNAVAILABLE_STATE.test(code))) {
    return true;
  }
  if (error instanceof AggregateError) {
    return error.errors.some(isDatabaseUnavailable);
  }
  return (
    isReadTimeout(error) || (error instanceof Error && UNAVAILABLE_MESSAGE.test(error.message))
  );
}

/** Whether the database did not answer in the time a connection is given; that connection is of no use any more. */
export function isReadTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === READ_TIMEOUT_MESSAGE;
}

/** Whether a value the client sent cannot be held by its column: SQLSTATE class 22, data exception. */
export function isDataException(error: unknown): boolean {
  return sqlStateOf(error)?.startsWith('22') === true;
}
