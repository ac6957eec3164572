import type { ModbusBoxConfiguration } from '../../contract/box-configuration.ts';
import { type Patience, RETRY_DELAYS_MS } from '../connection/patience.ts';
import { exchangeMs } from './modbus-frame.ts';
import { moduleReadings } from './modbus-inputs.ts';

/** How long asking every module once takes at least: what the line can do, whatever `pollMs` asks of it. */
export function shortestRoundMs({ modules, baudRate }: ModbusBoxConfiguration): number {
  return moduleReadings(modules)
    .map(({ request }) => exchangeMs(request, baudRate))
    .reduce((sum, each) => sum + each, 0);
}

/** How long a module may be unheard because one answer got lost. */
export function lostAnswerMs(configuration: ModbusBoxConfiguration): number {
  const { modules, pollMs, timeoutMs } = configuration;
  const roundMs = Math.ceil(shortestRoundMs(configuration));
  const isEveryAnswerKnown = moduleReadings(modules).every(({ alike }) => alike.length === 1);
  return isEveryAnswerKnown
    ? timeoutMs + 2 * roundMs
    : // From the lost question to an answer, twice that, and a timeout: see `modbus-doubt.ts`.
      pollMs + 4 * (timeoutMs + 2 * roundMs);
}

/** A sign of life is a round in which every module answered; two lost answers and a slow line are no reason to worry. */
export function modbusPatience(configuration: ModbusBoxConfiguration): Patience {
  const { modules, timeoutMs } = configuration;
  const roundMs = Math.ceil(shortestRoundMs(configuration));
  const everyoneTimesOutMs = roundMs + modules.length * timeoutMs;
  return {
    verifyWithinMs: Math.max(5_000, 2 * everyoneTimesOutMs),
    staleAfterMs: Math.max(3_000, roundMs + 2 * lostAnswerMs(configuration)),
    // It is asked, so nothing waits.
    heldUpAfterMs: null,
    reopenAfterMs: Math.max(5_000, 2 * everyoneTimesOutMs),
    retryDelaysMs: RETRY_DELAYS_MS,
  };
}
