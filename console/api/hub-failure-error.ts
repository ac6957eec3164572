import type { HubFailure, HubResult } from './hub-result.ts';

/** A failure on its way through a query, which then keeps what it read before. */
export class HubFailureError extends Error {
  override readonly name = 'HubFailureError';
  readonly failure: HubFailure;

  constructor(failure: HubFailure) {
    super(`The hub did not do what was asked: ${failure.kind}.`);
    this.failure = failure;
  }
}

/** @throws {HubFailureError} */
export function valueOf<Value>(result: HubResult<Value>): Value {
  if (!result.ok) {
    throw new HubFailureError(result.failure);
  }
  return result.value;
}

/** Why a query has nothing new; anything but a failure of the hub is a defect and goes on up. */
export function failureIn(error: Error | null): HubFailure | null {
  if (error === null) {
    return null;
  }
  if (error instanceof HubFailureError) {
    return error.failure;
  }
  throw error;
}
