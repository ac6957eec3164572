import type { ModbusBoxConfiguration } from '../../contract/box-configuration.ts';
import { type ModbusEvent, modbusSession } from '../drivers/modbus-session.ts';
import type { ModbusRequestTurn } from '../drivers/modbus-state.ts';
import type { OpenBoxLine } from './box-line.ts';
import { openModbusClient } from './modbus-client.ts';
import type { StartTimer } from './start-timer.ts';

/** After what is being asked: a module that does not answer must not keep a terminal from stopping. */
const LEAVE_WITHIN_MS = 1_000;

/** Lines of Modbus RTU input modules: asks them in turn, one request at a time, for as long as the line is open. */
export function openModbusLine(
  configuration: ModbusBoxConfiguration,
  boxId: string,
  now: () => number,
  startTimer: StartTimer,
): OpenBoxLine {
  const session = modbusSession(configuration, boxId);
  return (path, listener) => {
    let state = session.initial;
    let ended = false;
    let isAsking = false;
    /** What was asked before the line was verified again is not looked at any more. */
    let verifications = 0;
    let cancelWait = noWait;
    /** While the line is let go of: that nothing is left to do on it. */
    let onLeft: (() => void) | null = null;

    const end = (): void => {
      ended = true;
      cancelWait();
      onLeft?.();
    };

    const run = (event: ModbusEvent): void => {
      const verification = verifications;
      const step = session.step(state, event, now());
      ({ state } = step);
      for (const heard of step.heard) {
        if (onLeft !== null) {
          break;
        }
        listener.onHeard(heard);
        if (ended || verification !== verifications) {
          return;
        }
      }
      takeTurn();
    };

    const takeTurn = (): void => {
      cancelWait();
      cancelWait = noWait;
      if (ended) {
        return;
      }
      const nowMs = now();
      const turn = session.nextTurn(state, nowMs);
      if (turn.kind === 'rest') {
        onLeft?.();
      }
      if (isAsking) {
        return;
      }
      switch (turn.kind) {
        case 'rest':
          break;
        case 'wait':
          cancelWait = startTimer(Math.max(0, Math.ceil(turn.untilMs - nowMs)), () => {
            run({ type: 'wake' });
          });
          break;
        case 'read':
        case 'write':
          ask(turn);
      }
    };

    const ask = (turn: ModbusRequestTurn): void => {
      isAsking = true;
      client.ask(turn.request, (result) => {
        isAsking = false;
        const verification = verifications;
        if (result.kind !== 'silence' && onLeft === null) {
          listener.onHearing();
        }
        if (!ended && verification === verifications) {
          run({ type: 'asked', turn, result });
        }
      });
    };

    const { baudRate, dataBits, parity, stopBits, timeoutMs } = configuration;
    const settings = { baudRate, dataBits, parity, stopBits };
    const client = openModbusClient(
      path,
      { settings, timeoutMs, startTimer },
      {
        onOpen: () => {
          listener.onOpen();
        },
        onOpenFailed: (detail) => {
          end();
          listener.onOpenFailed(detail);
        },
        onLost: (detail) => {
          const isToldOf = onLeft === null;
          end();
          if (isToldOf) {
            listener.onLost(detail);
          }
        },
      },
    );

    /** Resolves when what was on is off, and in any case soon. */
    const leave = (): Promise<void> =>
      new Promise((resolve) => {
        const cancelTimer = startTimer(timeoutMs + LEAVE_WITHIN_MS, resolve);
        onLeft = () => {
          cancelTimer();
          resolve();
        };
        run({ type: 'leave' });
      });

    return {
      verify: () => {
        if (!ended) {
          verifications += 1;
          client.giveUp();
          isAsking = false;
          run({ type: 'verify' });
        }
      },
      signal: (signal) => {
        const isHeard = !ended && state.at === 'live';
        if (!ended) {
          run({ type: 'signal', signal });
        }
        return isHeard;
      },
      close: async () => {
        if (!ended && (state.outputs.size > 0 || state.writes.length > 0)) {
          await leave();
        }
        end();
        await client.close();
      },
    };
  };
}

function noWait(): void {
  // There is nothing to cancel.
}
