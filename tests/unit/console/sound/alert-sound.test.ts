import { describe, expect, it } from 'vitest';
import { createAlertSound } from '../../../../console/sound/alert-sound.ts';
import type { Speaker } from '../../../../console/sound/alert-sound.ts';
import { createPreferences } from '../../../../console/session/preferences.ts';

function fakeSpeaker(allows: boolean): Speaker & { played: number; allow: () => void } {
  let running = false;
  let allowed = allows;
  return {
    played: 0,
    allow() {
      allowed = true;
    },
    running: () => running,
    async unlock() {
      running = allowed;
    },
    play() {
      this.played += 1;
    },
    onChange: () => {},
  };
}

function preferences() {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as Storage;
  return createPreferences(() => storage);
}

describe('AlertSound', () => {
  it('says honestly that the browser blocks it, and rings nothing', () => {
    const speaker = fakeSpeaker(true);
    const sound = createAlertSound(speaker, preferences());
    sound.ring();
    expect(sound.state()).toBe('blocked');
    expect(speaker.played).toBe(0);
  });

  it('is let through by the first gesture, without a noise', async () => {
    const speaker = fakeSpeaker(true);
    const sound = createAlertSound(speaker, preferences());
    await sound.gesture();
    expect(sound.state()).toBe('on');
    expect(speaker.played).toBe(0);
    sound.ring();
    expect(speaker.played).toBe(1);
  });

  it('stays blocked while the browser says no', async () => {
    const speaker = fakeSpeaker(false);
    const sound = createAlertSound(speaker, preferences());
    await sound.toggle();
    expect(sound.state()).toBe('blocked');
    speaker.allow();
    await sound.toggle();
    expect(sound.state()).toBe('on');
    expect(speaker.played).toBe(1);
  });

  it('remembers that it was turned off, whatever gestures follow', async () => {
    const kept = preferences();
    const sound = createAlertSound(fakeSpeaker(true), kept);
    await sound.gesture();
    await sound.toggle();
    expect(sound.state()).toBe('off');

    const speaker = fakeSpeaker(true);
    const later = createAlertSound(speaker, kept);
    await later.gesture();
    later.ring();
    expect(later.state()).toBe('off');
    expect(speaker.played).toBe(0);
  });

  it('tells whoever shows it about every change', async () => {
    const sound = createAlertSound(fakeSpeaker(true), preferences());
    const states: string[] = [];
    sound.subscribe(() => states.push(sound.state()));
    await sound.toggle();
    await sound.toggle();
    expect(states).toEqual(['on', 'off']);
  });

  it('says so where there is no sound at all', async () => {
    const sound = createAlertSound(null, preferences());
    await sound.toggle();
    await sound.gesture();
    sound.ring();
    expect(sound.state()).toBe('unsupported');
  });
});

describe('Preferences', () => {
  it('hold for the page’s life where the browser keeps nothing', () => {
    const refusing = createPreferences(() => {
      throw new Error('denied');
    });
    refusing.write('language', 'nl');
    expect(refusing.read('language')).toBe('nl');
    expect(refusing.read('sound')).toBe(null);
  });
});
