import type { BoxStatus } from '../../contract/box-status.ts';
import { type ConnectionState, NO_ANSWER } from './connection.ts';

/** What the terminal shows of the connection; null before the start and after the end. */
export function boxStatusOf(state: ConnectionState, path: string): BoxStatus | null {
  const shownPath = path.slice(0, 300);
  switch (state.at) {
    case 'searching':
    case 'opening':
      return { state: 'searching', detail: `${path}: ${state.detail}`.slice(0, 300) };
    case 'verifying':
      return { state: 'searching', detail: `${path}: ${NO_ANSWER}`.slice(0, 300) };
    case 'live': {
      const { boxId, driver, firmware } = state.box;
      return {
        state: 'live',
        boxId,
        driver,
        firmware,
        path: shownPath,
        troubles: [...state.troubles],
      };
    }
    case 'stale':
      return { state: 'stale', boxId: state.box.boxId, path: shownPath };
    case 'idle':
    case 'stopped':
      return null;
  }
}
