import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TerminalConfiguration } from '../../../../contract/terminal-configuration.ts';
import { createKiosk, LANGUAGE_RESETS_AFTER_MS } from '../../../../renderer/kiosk/kiosk-store.ts';
import type { Keeping } from '../../../../renderer/recording/keeping.ts';
import { TERMINAL_ID } from '../../../support/event-maker.ts';
import { smiley } from '../../../support/smiley.ts';

const CONFIGURATION = TerminalConfiguration.parse({
  version: 1,
  terminal: { id: TERMINAL_ID, name: 'Till 1' },
  touchpoint: null,
  questionnaire: {
    id: TERMINAL_ID,
    version: 1,
    kind: 'smileys-3',
    question: { nl: 'Hoe was het?', en: 'How was it?' },
  },
  languages: ['nl', 'en'],
  buttons: { 0: 'positive', 4: 'negative', 5: 'staff' },
  thanksMs: 3_000,
  heartbeatMs: 60_000,
});

describe('the kiosk', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  function open() {
    const pressed: string[] = [];
    const spoken: string[] = [];
    const sounded: string[] = [];
    const kiosk = createKiosk({
      recorder: { press: (choice, source) => pressed.push(`${choice.rating} by ${source}`) },
      onLanguage: (language) => spoken.push(language),
      onPressed: ({ rating }) => sounded.push(rating),
    });
    kiosk.configure(CONFIGURATION);
    return { kiosk, pressed, spoken, sounded, state: () => kiosk.store.getState() };
  }

  it('opens in the first language with the configured question', () => {
    const { state, spoken } = open();
    expect(state()).toEqual({
      view: { screen: 'start', pressed: null },
      notice: null,
      questionnaire: CONFIGURATION.questionnaire,
      appearance: CONFIGURATION.appearance,
      languages: ['nl', 'en'],
      language: 'nl',
    });
    expect(spoken).toEqual(['nl']);
  });

  it('takes the key of a button for what the configuration says, and nothing for a button without a rating', () => {
    const { kiosk, pressed } = open();
    for (const button of [4, 5, 1, 0]) {
      kiosk.pressButton(button);
    }
    expect(pressed).toEqual(['negative by keyboard', 'positive by keyboard']);
  });

  it('hands a touch to the recorder, thanks when it is kept, and returns by itself', async () => {
    const { kiosk, pressed, state } = open();
    kiosk.press(smiley('positive'), 'touch');
    expect(pressed).toEqual(['positive by touch']);
    expect(state().view).toEqual({ screen: 'start', pressed: smiley('positive') });

    const { promise, resolve } = Promise.withResolvers<Keeping>();
    kiosk.onPress({ id: 'a', choice: smiley('positive'), repeat: false, ageMs: 0, kept: promise });
    resolve('both');
    await vi.advanceTimersByTimeAsync(0);
    expect(state().view).toEqual({
      screen: 'thanks',
      rating: 'positive',
      pressId: 'a',
      offers: true,
    });

    await vi.advanceTimersByTimeAsync(2_999);
    expect(state().view.screen).toBe('thanks');
    await vi.advanceTimersByTimeAsync(1);
    expect(state().view).toEqual({ screen: 'start', pressed: null });
  });

  it('sounds a press the moment it comes in, once', async () => {
    const { kiosk, sounded, state } = open();
    kiosk.press(smiley('positive'), 'touch');
    const press = (id: string, kept: Promise<Keeping>) =>
      kiosk.onPress({ id, choice: smiley('positive'), repeat: false, ageMs: 0, kept });
    press('a', Promise.resolve<Keeping>('both'));
    expect(sounded).toEqual(['positive']);
    await vi.advanceTimersByTimeAsync(0);
    expect(state().view.screen).toBe('thanks');
    press('b', Promise.resolve<Keeping>('both'));
    expect(sounded).toEqual(['positive', 'positive']);
  });

  it('lets an older page not cut a newer one short', async () => {
    const { kiosk, state } = open();
    const press = (id: string) =>
      kiosk.onPress({
        id,
        choice: smiley('negative'),
        repeat: false,
        ageMs: 0,
        kept: Promise.resolve<Keeping>('both'),
      });
    press('a');
    await vi.advanceTimersByTimeAsync(2_900);
    press('b');
    await vi.advanceTimersByTimeAsync(2_900);
    expect(state().view.screen).toBe('thanks');
  });

  it('speaks the language a visitor chose and forgets it for the next one', () => {
    const { kiosk, spoken, state } = open();
    kiosk.chooseLanguage('en');
    expect(state().language).toBe('en');
    vi.advanceTimersByTime(LANGUAGE_RESETS_AFTER_MS - 1);
    kiosk.press(smiley('positive'), 'touch');
    vi.advanceTimersByTime(LANGUAGE_RESETS_AFTER_MS - 1);
    expect(state().language).toBe('en');
    vi.advanceTimersByTime(1);
    expect(state().language).toBe('nl');
    expect(spoken).toEqual(['nl', 'en', 'nl']);
  });

  it('tells staff of a wrong clock until the hub answers again', () => {
    const { kiosk, state } = open();
    kiosk.observe({ type: 'certificate-refused', reason: 'date' });
    expect(state().notice).toBe('clock');
    kiosk.hubAnswered();
    expect(state().notice).toBeNull();
  });
});
