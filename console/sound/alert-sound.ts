import type { Preferences } from '../session/preferences.ts';

/** `blocked`: wanted, but the browser plays nothing until somebody clicks or types on the page. */
export type SoundState = 'on' | 'off' | 'blocked' | 'unsupported';

/** The chime and whether it will really be heard. */
export type AlertSound = {
  state: () => SoundState;
  /** Plays once when the state is `on`; does nothing otherwise. */
  ring: () => void;
  /** Turns sound on, which plays it once so that the volume can be judged, or off. Call it from a click. */
  toggle: () => Promise<void>;
  /** A click or key press somewhere on the page: the browser may allow sound now. */
  gesture: () => Promise<void>;
  subscribe: (listener: () => void) => () => void;
};

/** The part of `AudioContext` that decides. */
export type Speaker = {
  /** Whether sound would be heard now. */
  running: () => boolean;
  /** Asks the browser for sound; settles when it is known whether it agreed. */
  unlock: () => Promise<void>;
  play: () => void;
  /** Calls back when `running` may have changed. */
  onChange: (listener: () => void) => void;
};

/** @param speaker null where the browser has no WebAudio. */
export function createAlertSound(
  speaker: Speaker | null,
  preferences: Pick<Preferences, 'read' | 'write'>,
): AlertSound {
  let wanted = preferences.read('sound') !== 'off';
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) {
      listener();
    }
  };
  speaker?.onChange(tell);

  function state(): SoundState {
    if (speaker === null) {
      return 'unsupported';
    }
    if (!wanted) {
      return 'off';
    }
    return speaker.running() ? 'on' : 'blocked';
  }

  function want(next: boolean): void {
    wanted = next;
    preferences.write('sound', next ? 'on' : 'off');
  }

  return {
    state,
    ring() {
      if (state() === 'on') {
        speaker?.play();
      }
    },
    async toggle() {
      if (speaker === null) {
        return;
      }
      if (state() === 'on') {
        want(false);
        tell();
        return;
      }
      want(true);
      await speaker.unlock();
      if (state() === 'on') {
        speaker.play();
      }
      tell();
    },
    async gesture() {
      if (speaker !== null && state() === 'blocked') {
        await speaker.unlock();
        tell();
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
