import type { FlowControls } from '../../renderer/kiosk/kiosk-view.ts';

/** For screens that nobody operates. */
export const NO_CONTROLS: FlowControls = {
  leaveStep: () => undefined,
  takeOffer: () => undefined,
  done: () => undefined,
};
