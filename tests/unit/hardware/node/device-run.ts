import type {
  DeviceEvent,
  VirtualDevice,
} from '../../../../hardware/node/virtual-box/virtual-device.ts';
import { manualTime } from '../../../support/manual-time.ts';

/** A virtual box whose time stands still until a test moves it on. */
export type DeviceRun<State, Event, News> = {
  readonly step: (event: DeviceEvent | Event) => void;
  readonly advance: (byMs: number) => void;
  /** What it has put on the line since this was called last, and when. */
  readonly sent: () => { readonly atMs: number; readonly bytes: Uint8Array }[];
  /** The same as text, a line each. */
  readonly said: () => string;
  /** What it has told since this was called last. */
  readonly news: () => News[];
  readonly state: () => State;
};

export function deviceRun<State, Event, News>(
  device: VirtualDevice<State, Event, News>,
): DeviceRun<State, Event, News> {
  const time = manualTime();
  let current = device.initial;
  const sent: { atMs: number; bytes: Uint8Array }[] = [];
  const news: News[] = [];
  const step = (event: DeviceEvent | Event): void => {
    const { state, effects } = device.step(current, event);
    current = state;
    for (const effect of effects) {
      switch (effect.type) {
        case 'send':
          sent.push({ atMs: time.now(), bytes: effect.bytes });
          break;
        case 'later':
          time.startTimer(effect.delayMs, () => {
            step(effect.event);
          });
          break;
        case 'told':
          news.push(effect.news);
          break;
      }
    }
  };
  const takeSent = (): typeof sent => sent.splice(0);
  return {
    step,
    advance: (byMs) => {
      time.advance(byMs);
    },
    sent: takeSent,
    said: () =>
      takeSent()
        .map(({ bytes }) => String.fromCharCode(...bytes))
        .join(''),
    news: () => news.splice(0),
    state: () => current,
  };
}
