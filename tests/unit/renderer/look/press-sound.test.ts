import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RATINGS } from '../../../../contract/ratings.ts';
import type * as PressSound from '../../../../renderer/look/press-sound.ts';

function ignore(): void {
  // Only the tones are noted down.
}

/** The part of Web Audio the sound needs; notes down every tone struck, and when it was opened, woken and put to rest. */
function fakeAudio(
  allowed: 'allowed' | 'withheld',
  wakingMs = 0,
): {
  readonly AudioContext: new () => unknown;
  readonly struckHz: number[];
  readonly heard: string[];
} {
  const struckHz: number[] = [];
  const heard: string[] = [];
  const node = { connect: <T>(next: T): T => next };
  class FakeAudioContext {
    state = allowed === 'allowed' ? 'running' : 'suspended';
    readonly currentTime = 0;
    readonly destination = node;
    constructor() {
      heard.push('opened');
    }
    async resume(): Promise<void> {
      if (allowed === 'withheld') {
        throw new Error('not allowed before a gesture');
      }
      if (this.state !== 'running') {
        await new Promise((resolve) => {
          setTimeout(resolve, wakingMs);
        });
        heard.push('woken');
      }
      this.state = 'running';
    }
    async suspend(): Promise<void> {
      this.state = 'suspended';
      heard.push('at rest');
    }
    createGain(): unknown {
      const gain = { value: 1, setValueAtTime: ignore, exponentialRampToValueAtTime: ignore };
      return { ...node, gain };
    }
    createOscillator(): unknown {
      const frequency = { value: 0 };
      return {
        ...node,
        frequency,
        start: () => struckHz.push(Math.round(frequency.value)),
        stop: ignore,
      };
    }
  }
  return { AudioContext: FakeAudioContext, struckHz, heard };
}

async function freshSound(): Promise<typeof PressSound> {
  vi.resetModules();
  return import('../../../../renderer/look/press-sound.ts');
}

/** Time goes on until the sound of a press has been struck, or never will be. */
async function played(sound: Promise<void>): Promise<void> {
  await vi.advanceTimersByTimeAsync(100);
  await sound;
}

describe('playPressSound', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('rises for a smile and falls for a frown', async () => {
    const { playPressSound } = await freshSound();
    const { AudioContext, struckHz } = fakeAudio('allowed');
    vi.stubGlobal('AudioContext', AudioContext);
    const tones: Record<string, readonly number[]> = {};
    for (const rating of RATINGS) {
      struckHz.length = 0;
      await played(playPressSound(rating));
      // Every second oscillator is the overtone.
      tones[rating] = struckHz.filter((_, index) => index % 2 === 0);
    }
    expect(tones).toEqual({ positive: [659, 831, 988], neutral: [587, 659], negative: [440, 392] });
  });

  it('leaves the moment of the press to the press', async () => {
    const { playPressSound, preparePressSound } = await freshSound();
    const { AudioContext, struckHz, heard } = fakeAudio('allowed');
    vi.stubGlobal('AudioContext', AudioContext);
    const first = playPressSound('positive');
    expect(heard).toEqual([]);
    await played(first);
    expect(heard).toEqual(['opened']);
    struckHz.length = 0;
    preparePressSound();
    const second = playPressSound('positive');
    expect(struckHz).toEqual([]);
    await played(second);
    expect([heard, struckHz.length]).toEqual([['opened'], 6]);
  });

  it('lets the output rest between visitors', async () => {
    const { playPressSound, preparePressSound } = await freshSound();
    const { AudioContext, struckHz, heard } = fakeAudio('allowed');
    vi.stubGlobal('AudioContext', AudioContext);
    preparePressSound();
    await played(playPressSound('neutral'));
    expect(heard).toEqual(['opened', 'at rest', 'woken']);
    await vi.advanceTimersByTimeAsync(1_500);
    await played(playPressSound('neutral'));
    await vi.advanceTimersByTimeAsync(2_500);
    expect(heard).toEqual(['opened', 'at rest', 'woken']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(heard).toEqual(['opened', 'at rest', 'woken', 'at rest']);
    struckHz.length = 0;
    await played(playPressSound('neutral'));
    expect([heard.at(-1), struckHz.length]).toEqual(['woken', 4]);
  });

  it('keeps an output awake that takes too long to wake', async () => {
    const { playPressSound, preparePressSound } = await freshSound();
    const { AudioContext, struckHz, heard } = fakeAudio('allowed', 400);
    vi.stubGlobal('AudioContext', AudioContext);
    preparePressSound();
    const first = playPressSound('positive');
    await vi.advanceTimersByTimeAsync(10_000);
    await first;
    expect([heard, struckHz]).toEqual([['opened', 'at rest', 'woken'], []]);
    await played(playPressSound('positive'));
    await vi.advanceTimersByTimeAsync(10_000);
    expect([heard.length, struckHz.length]).toEqual([3, 6]);
  });

  it('is silent at volume 0', async () => {
    const { playPressSound } = await freshSound();
    const { AudioContext, struckHz } = fakeAudio('allowed');
    vi.stubGlobal('AudioContext', AudioContext);
    await played(playPressSound('positive', 0));
    expect(struckHz).toEqual([]);
  });

  it('is silent where there is no audio', async () => {
    const { playPressSound } = await freshSound();
    vi.stubGlobal('AudioContext', undefined);
    await expect(playPressSound('positive')).resolves.toBeUndefined();
  });

  it('is silent where the browser withholds audio', async () => {
    const { playPressSound } = await freshSound();
    const { AudioContext, struckHz } = fakeAudio('withheld');
    vi.stubGlobal('AudioContext', AudioContext);
    await played(playPressSound('positive'));
    expect(struckHz).toEqual([]);
  });
});
