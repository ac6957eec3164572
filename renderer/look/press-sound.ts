import type { Rating } from '../../contract/rating.ts';
import { delay } from '../timers.ts';

/** One struck tone: `atMs` after the press, `hz` high, ringing out over `ringMs`. */
type Note = { readonly atMs: number; readonly hz: number; readonly ringMs: number };

/** A rising third, a single tone, a falling second: never a scolding sound, whatever was pressed. */
const MELODY: Readonly<Record<Rating, readonly Note[]>> = {
  positive: [
    { atMs: 0, hz: 659.26, ringMs: 260 },
    { atMs: 85, hz: 830.61, ringMs: 260 },
    { atMs: 170, hz: 987.77, ringMs: 520 },
  ],
  neutral: [
    { atMs: 0, hz: 587.33, ringMs: 260 },
    { atMs: 95, hz: 659.26, ringMs: 440 },
  ],
  negative: [
    { atMs: 0, hz: 440, ringMs: 300 },
    { atMs: 110, hz: 392, ringMs: 560 },
  ],
};

/**
 * The press comes first: making its notes takes the page longer than a disk takes to keep it, and opening the audio
 * output takes several frames. No ear notices the one; the other happens once, if at all.
 */
const AFTER_PRESS_MS = 8;
const AFTER_UNPREPARED_PRESS_MS = 50;
/** A tone that could start only this long after its press is not played: it would answer nothing. */
const STALE_MS = 300;
/** An output that plays nothing costs more than the rest of an idle kiosk; the longest melody ends well before this. */
const REST_AFTER_MS = 3_000;
const ATTACK_SECONDS = 0.006;
const SILENCE = 0.0001;

let shared: AudioContext | null = null;
let rest: ReturnType<typeof setTimeout> | undefined;
/** Some outputs take too long to wake; they stay awake. */
let wakesInTime = true;

function strike(context: AudioContext, note: Note, volume: number): void {
  const start = context.currentTime + note.atMs / 1_000;
  const end = start + note.ringMs / 1_000;
  const envelope = context.createGain();
  envelope.gain.setValueAtTime(SILENCE, start);
  envelope.gain.exponentialRampToValueAtTime(Math.max(volume, SILENCE), start + ATTACK_SECONDS);
  envelope.gain.exponentialRampToValueAtTime(SILENCE, end);
  envelope.connect(context.destination);
  // A sine and a quiet overtone at two octaves: wood rather than beep.
  for (const [multiple, share] of [
    [1, 1],
    [4, 0.12],
  ] as const) {
    const oscillator = context.createOscillator();
    const level = context.createGain();
    oscillator.frequency.value = note.hz * multiple;
    level.gain.value = share;
    oscillator.connect(level).connect(envelope);
    oscillator.start(start);
    oscillator.stop(end);
  }
}

/** Gets ready for the first sound. Silent, and at rest until then. */
export function preparePressSound(): void {
  if (typeof AudioContext !== 'undefined' && shared === null) {
    shared = new AudioContext({ latencyHint: 'interactive' });
    void shared.suspend();
  }
}

/**
 * Plays the short tone of a rating, as soon as the press does not wait for it. `volume` is 0 (silent) to 1.
 *
 * Silent without a word where there is no audio, and where the browser withholds it: it does so until the visitor's
 * first gesture is over. A kiosk without sound is still a kiosk.
 */
export async function playPressSound(rating: Rating, volume = 0.35): Promise<void> {
  if (volume <= 0 || typeof AudioContext === 'undefined') {
    return;
  }
  const pressedAtMs = performance.now();
  await delay(shared === null ? AFTER_UNPREPARED_PRESS_MS : AFTER_PRESS_MS);
  shared ??= new AudioContext({ latencyHint: 'interactive' });
  const context = shared;
  clearTimeout(rest);
  if (wakesInTime) {
    rest = setTimeout(() => void context.suspend(), REST_AFTER_MS);
  }
  // Also when it runs: it may be about to rest.
  const resumed = await context.resume().then(
    () => true,
    () => false,
  );
  if (performance.now() - pressedAtMs > STALE_MS) {
    wakesInTime = false;
    clearTimeout(rest);
    return;
  }
  if (!resumed) {
    return;
  }
  for (const note of MELODY[rating]) {
    strike(context, note, Math.min(volume, 1));
  }
}
