import type { Speaker } from './alert-sound.ts';
import { playChime } from './chime.ts';

/** How long a browser may take to say yes; one that means no leaves `resume` hanging. */
const UNLOCK_WITHIN_MS = 400;

/** The browser's speaker, or null where there is no WebAudio. */
export function createWebAudioSpeaker(): Speaker | null {
  if (typeof AudioContext === 'undefined') {
    return null;
  }
  const context = new AudioContext({ latencyHint: 'interactive' });
  return {
    running: () => context.state === 'running',
    async unlock() {
      await Promise.race([
        context.resume(),
        new Promise<void>((resolve) => {
          setTimeout(resolve, UNLOCK_WITHIN_MS);
        }),
      ]);
    },
    play: () => playChime(context),
    onChange: (listener) => context.addEventListener('statechange', listener),
  };
}
