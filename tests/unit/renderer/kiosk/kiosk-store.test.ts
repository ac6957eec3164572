import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FlowRecord } from '../../../../contract/flow-record.ts';
import { TerminalConfiguration } from '../../../../contract/terminal-configuration.ts';
import {
  createKiosk,
  type Kiosk,
  LANGUAGE_RESETS_AFTER_MS,
} from '../../../../renderer/kiosk/kiosk-store.ts';
import { NO_PATH } from '../../../../contract/questionnaire.ts';
import type { FlowPart } from '../../../../renderer/kiosk/flow-runner.ts';
import type { Keeping } from '../../../../renderer/recording/keeping.ts';
import { TERMINAL_ID } from '../../../support/event-maker.ts';
import { WORDS } from '../../../support/flow-path.ts';
import { thanksView } from '../../../support/thanks-view.ts';
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

const ASKING = TerminalConfiguration.parse({
  ...CONFIGURATION,
  questionnaire: {
    ...CONFIGURATION.questionnaire,
    paths: {
      positive: NO_PATH,
      neutral: NO_PATH,
      negative: {
        steps: [WORDS],
        thanks: { ...NO_PATH.thanks, offers: [{ kind: 'follow-up' }] },
      },
    },
  },
  followUp: { pageUrl: 'https://hub.example/f', startUrl: null },
  sealing: {
    kid: 'k',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
      y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
    },
  },
});

describe('the kiosk', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  function open({ full = false } = {}) {
    const pressed: string[] = [];
    const recorded: FlowRecord[] = [];
    const troubles: string[] = [];
    const spoken: string[] = [];
    const sounded: string[] = [];
    const kiosk = createKiosk({
      recorder: {
        press: (choice, source) => pressed.push(`${choice.rating} by ${source}`),
        async record(flow) {
          recorded.push(flow);
          return !full;
        },
      },
      onLanguage: (language) => spoken.push(language),
      onPressed: ({ rating }) => sounded.push(rating),
      onHelpAcknowledged: () => undefined,
      onTrouble: (detail) => troubles.push(detail),
    });
    kiosk.configure(CONFIGURATION);
    return {
      kiosk,
      pressed,
      recorded,
      troubles,
      spoken,
      sounded,
      state: () => kiosk.store.getState(),
    };
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
      opening: null,
      flowScreens: null,
      startUrl: null,
      drawQr: null,
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
    expect(state().view).toEqual(thanksView('positive'));

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
    vi.advanceTimersByTime(LANGUAGE_RESETS_AFTER_MS);
    expect(state().language).toBe('nl');
    expect(spoken).toEqual(['nl', 'en', 'nl']);
  });

  it('keeps the language of a visitor who touches the screen without pressing', () => {
    const { kiosk, state } = open();
    kiosk.chooseLanguage('en');
    for (let touches = 0; touches < 3; touches += 1) {
      vi.advanceTimersByTime(LANGUAGE_RESETS_AFTER_MS - 1);
      kiosk.active();
    }
    vi.advanceTimersByTime(LANGUAGE_RESETS_AFTER_MS - 1);
    expect(state().language).toBe('en');
    vi.advanceTimersByTime(1);
    expect(state().language).toBe('nl');
  });

  it('returns to the first language of the configuration that is in force by then', () => {
    const { kiosk, state } = open();
    kiosk.chooseLanguage('en');
    kiosk.configure({ ...CONFIGURATION, languages: ['de', 'en'] });
    expect(state().language).toBe('en');
    vi.advanceTimersByTime(LANGUAGE_RESETS_AFTER_MS);
    expect(state().language).toBe('de');
  });

  function ask(kiosk: Kiosk, seal: FlowPart['seal']) {
    kiosk.configure(ASKING);
    kiosk.useFlow({
      screens: () => null,
      drawQr: () => ({ modules: 21, path: '' }),
      seal,
      followUpToken: async (pressId, rating) => `TOKEN-${pressId}-${rating}`,
    });
    kiosk.onPress({
      id: 'a',
      choice: smiley('negative'),
      repeat: false,
      ageMs: 0,
      kept: Promise.resolve<Keeping>('both'),
    });
  }

  const SEALED = { jwe: 'e.y.J', sha256: '0'.repeat(64) };

  it('thanks alone until it can show what follows', async () => {
    const { kiosk, state } = open();
    kiosk.configure(ASKING);
    kiosk.onPress({
      id: 'a',
      choice: smiley('negative'),
      repeat: false,
      ageMs: 0,
      kept: Promise.resolve<Keeping>('both'),
    });
    await vi.advanceTimersByTimeAsync(2_999);
    expect(state().view).toEqual(thanksView('negative'));
    await vi.advanceTimersByTimeAsync(1);
    expect(state().view).toEqual({ screen: 'start', pressed: null });
  });

  it('keeps the language of a visitor through all that follows a press, and forgets it after', async () => {
    const { kiosk, state } = open();
    kiosk.chooseLanguage('en');
    ask(kiosk, async () => SEALED);
    await vi.advanceTimersByTimeAsync(2_000);
    for (let touches = 0; touches < 3; touches += 1) {
      kiosk.active();
      await vi.advanceTimersByTimeAsync(LANGUAGE_RESETS_AFTER_MS - 1);
    }
    expect([state().view.screen, state().language]).toEqual(['step', 'en']);
    await vi.advanceTimersByTimeAsync(LANGUAGE_RESETS_AFTER_MS);
    expect([state().view.screen, state().language]).toEqual(['start', 'en']);
    await vi.advanceTimersByTimeAsync(LANGUAGE_RESETS_AFTER_MS);
    expect(state().language).toBe('nl');
  });

  it('records what a visitor wrote only sealed, then shows the code of the press with its thanks', async () => {
    const { kiosk, state, recorded } = open();
    ask(kiosk, async () => SEALED);
    await vi.advanceTimersByTimeAsync(2_000);
    kiosk.flow.leaveStep('a', 'words', { kind: 'text', text: 'Too long a queue' });
    expect(state().view).toMatchObject({ screen: 'step', keeping: 'sealing' });
    await vi.advanceTimersByTimeAsync(0);
    expect(recorded).toEqual([
      {
        type: 'answered',
        pressId: 'a',
        step: 'words',
        outcome: { kind: 'sealed', sha256: SEALED.sha256 },
        jwe: SEALED.jwe,
      },
    ]);
    expect(state().view).toMatchObject({
      screen: 'thanks',
      offers: [{ kind: 'follow-up', url: 'https://hub.example/f/TOKEN-a-negative' }],
    });
  });

  it('says that words did not come through which no store keeps, and records no second exit', async () => {
    const { kiosk, state, recorded } = open({ full: true });
    ask(kiosk, async () => SEALED);
    await vi.advanceTimersByTimeAsync(2_000);
    kiosk.flow.leaveStep('a', 'words', { kind: 'text', text: 'Too long a queue' });
    await vi.advanceTimersByTimeAsync(0);
    expect([state().view, recorded.length]).toMatchObject([
      { screen: 'step', keeping: 'failed' },
      1,
    ]);
  });

  it('records a step as skipped whose words could not be sealed, also when the next visitor came', async () => {
    const { kiosk, state, recorded, troubles } = open();
    ask(kiosk, async () => {
      throw new Error('no key');
    });
    await vi.advanceTimersByTimeAsync(2_000);
    kiosk.flow.leaveStep('a', 'words', { kind: 'text', text: 'Too long a queue' });
    kiosk.press(smiley('positive'), 'keyboard');
    await vi.advanceTimersByTimeAsync(0);
    expect(recorded).toEqual([
      { type: 'answered', pressId: 'a', step: 'words', outcome: { kind: 'skipped' }, jwe: null },
    ]);
    expect(state().view).toEqual({ screen: 'start', pressed: smiley('positive') });
    expect(troubles).toEqual(['What a visitor wrote could not be sealed: no key']);
  });

  it('tells staff of a wrong clock until the hub answers again', () => {
    const { kiosk, state } = open();
    kiosk.observe({ type: 'certificate-refused', reason: 'date' });
    expect(state().notice).toBe('clock');
    kiosk.hubAnswered();
    expect(state().notice).toBeNull();
  });
});
