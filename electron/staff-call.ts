import { STAFF_CALL_MS } from '../contract/flow-steps.ts';
import type { StartTimer } from '../hardware/node/start-timer.ts';
import type { BoxSignal } from '../hardware/button-source.ts';

/** How long a beacon shines by itself; it is told again well before, so that no light outlives its terminal by more. */
const BEACON_MS = 60_000;
const BEACON_AGAIN_MS = 20_000;
const BUZZER_MS = 600;

/** Calls somebody of the staff to the terminal, inside the store. */
export type StaffCall = {
  /**
   * Sounds the buzzer once and keeps the beacon on, until ten minutes after it was raised last; again while it is on,
   * only the buzzer sounds.
   */
  raise(): void;
  /** Somebody is coming, or nobody is needed any more; also before the terminal ends. */
  clear(): void;
};

/** The call on the beacon and buzzer of every box that has them; a box plugged in meanwhile joins within 20 s. */
export function createBoxStaffCall(
  signal: (signal: BoxSignal) => void,
  startTimer: StartTimer,
): StaffCall {
  /** What ends the timers of a call; null while nobody is called. */
  let call: { readonly again: () => void; readonly end: () => void } | null = null;

  function shine(): () => void {
    signal({ kind: 'beacon', durationMs: BEACON_MS });
    return startTimer(BEACON_AGAIN_MS, () => {
      call = call && { ...call, again: shine() };
    });
  }

  function goDark(): void {
    call = null;
    signal({ kind: 'beacon', durationMs: 0 });
    signal({ kind: 'buzzer', durationMs: 0 });
  }

  return {
    raise() {
      call?.end();
      const again = call?.again ?? shine();
      const end = startTimer(STAFF_CALL_MS, () => {
        call?.again();
        goDark();
      });
      call = { again, end };
      signal({ kind: 'buzzer', durationMs: BUZZER_MS });
    },
    clear() {
      if (call !== null) {
        call.end();
        call.again();
        goDark();
      }
    },
  };
}
