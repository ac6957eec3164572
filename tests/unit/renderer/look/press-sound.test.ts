import { afterEach, describe, expect, it, vi } from 'vitest';
import { RATINGS } from '../../../../contract/rating.ts';
import type { playPressSound as PlayPressSoundFunction } from '../../../../renderer/look/press-sound.ts';

type PlayPressSound = typeof PlayPressSoundFunction;

function ignore(): void {
  // Only the tones are noted down.
}

/** The part of Web Audio the sound needs; notes down every fundamental tone struck. */
function fakeAudio(state: 'running' | 'suspended'): {
  readonly AudioContext: new () => unknown;
  readonly struckHz: number[];
} {
  const struckHz: number[] = [];
  const node = { connect: <T>(next: T): T => next };
  class FakeAudioContext {
    readonly state = state;
    readonly currentTime = 0;
    readonly destination = node;
    async resume(): Promise<void> {
      throw new Error('not allowed before a gesture');
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
  return { AudioContext: FakeAudioContext, struckHz };
}

async function freshSound(): Promise<{ readonly playPressSound: PlayPressSound }> {
  vi.resetModules();
  return import('../../../../renderer/look/press-sound.ts');
}

describe('playPressSound', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('rises for a smile and falls for a frown', async () => {
    const { playPressSound } = await freshSound();
    const { AudioContext, struckHz } = fakeAudio('running');
    vi.stubGlobal('AudioContext', AudioContext);
    const tones: Record<string, readonly number[]> = {};
    for (const rating of RATINGS) {
      struckHz.length = 0;
      await playPressSound(rating);
      // Every second oscillator is the overtone.
      tones[rating] = struckHz.filter((_, index) => index % 2 === 0);
    }
    expect(tones).toEqual({ positive: [659, 831, 988], neutral: [587, 659], negative: [440, 392] });
  });

  it('is silent at volume 0', async () => {
    const { playPressSound } = await freshSound();
    const { AudioContext, struckHz } = fakeAudio('running');
    vi.stubGlobal('AudioContext', AudioContext);
    await playPressSound('positive', 0);
    expect(struckHz).toEqual([]);
  });

  it('is silent where there is no audio', async () => {
    const { playPressSound } = await freshSound();
    vi.stubGlobal('AudioContext', undefined);
    await expect(playPressSound('positive')).resolves.toBeUndefined();
  });

  it('is silent where the browser withholds audio', async () => {
    const { playPressSound } = await freshSound();
    const { AudioContext, struckHz } = fakeAudio('suspended');
    vi.stubGlobal('AudioContext', AudioContext);
    await playPressSound('positive');
    expect(struckHz).toEqual([]);
  });
});
