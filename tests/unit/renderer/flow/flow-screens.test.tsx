import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { NO_PATH, type Questionnaire } from '../../../../contract/questionnaire.ts';
import { FlowScreens } from '../../../../renderer/flow/flow-screens.tsx';
import type { Closing, FlowScreensProps } from '../../../../renderer/kiosk/kiosk-view.ts';
import { NO_CONTROLS } from '../../../support/flow-controls.ts';
import { CONTACT, REASON, WORDS } from '../../../support/flow-path.ts';
import { questionnaireAsking } from '../../../support/questionnaire.ts';

const CLOSING: Closing = { afterMs: 20_000, turn: 1, soon: false };
const STEP = {
  screen: 'step',
  rating: 'negative',
  pressId: 'a',
  step: REASON,
  place: 1,
  count: 2,
  closing: CLOSING,
  keeping: 'open',
} as const;

function render(
  view: FlowScreensProps['view'],
  language = 'en',
  questionnaire: Questionnaire | null = null,
): string {
  return renderToStaticMarkup(
    <FlowScreens
      view={view}
      questionnaire={questionnaire}
      languages={['en', 'nl']}
      language={language}
      flow={NO_CONTROLS}
    />,
  );
}

/** The words on screen and those that are only spoken, in order; without the keyboard's. */
function words(markup: string): readonly string[] {
  return markup
    .replace(/<div class="keyboard".*$/, '')
    .replaceAll(/<(?:textarea|svg|span|input)[^>]*aria-label="([^"]*)"[^>]*>/g, '\n[$1]\n')
    .replaceAll(/<[^>]*>/g, '\n')
    .split('\n')
    .filter((line) => line !== '');
}

describe('the screens that follow a press', () => {
  it('ask for a reason, with a way past it, and say how far it is and how long the page stays', () => {
    expect(words(render(STEP))).toEqual([
      'We are sorry.',
      'What was it about?',
      'This page closes by itself after 20 seconds without a touch.',
      '[Question 1 of 2]',
      'Waiting time',
      'Staff',
      'Skip',
    ]);
  });

  it('say in a language without words of the kiosk’s own what the questionnaire says in it', () => {
    const title = { en: 'Sorry about that.', es: 'Lo sentimos.' };
    const questionnaire = questionnaireAsking(
      { es: '¿Qué tal?' },
      {
        paths: {
          positive: NO_PATH,
          neutral: NO_PATH,
          negative: { ...NO_PATH, thanks: { ...NO_PATH.thanks, title } },
        },
      },
    );
    const choices = [{ id: 'waiting', icon: null, label: { en: 'Waiting time', es: 'La espera' } }];
    const step = { ...REASON, question: { es: '¿Por qué?' }, choices };
    expect(words(render({ ...STEP, step }, 'es', questionnaire))).toEqual([
      'Lo sentimos.',
      '¿Por qué?',
      'This page closes by itself after 20 seconds without a touch.',
      '[Question 1 of 2]',
      'La espera',
      'Skip',
    ]);
  });

  it('let several reasons be chosen, and none be sent', () => {
    const markup = render({ ...STEP, step: { ...REASON, several: true } });
    expect(markup.match(/aria-pressed="false"/g)).toHaveLength(2);
    expect(markup).toMatch(/disabled=""[^>]*>Done</);
  });

  it('say in the last seconds that the page closes', () => {
    const soon = render({ ...STEP, closing: { ...CLOSING, soon: true } });
    expect(words(soon)[0]).toBe('Still there? Touch the screen.');
    expect(soon).toContain('role="status" data-soon="true"');
  });

  it('let words be typed without a system keyboard, and nothing be remembered for the next visitor', () => {
    const markup = render({ ...STEP, step: WORDS });
    expect(words(markup)).toContain('[In your own words]');
    expect(markup).toMatch(/<textarea[^>]*inputMode="none"[^>]*autoComplete="off"/);
    expect(markup).toMatch(/class="keyboard" role="group" aria-label="On-screen keyboard"/);
  });

  it('ask for contact details in the kiosk’s own words, and for consent that nobody gave yet', () => {
    const markup = render({ ...STEP, step: { ...CONTACT, question: {} }, count: 1 }, 'nl');
    expect(words(markup)).toEqual([
      'Dat spijt ons.',
      'Hoe kunnen we contact opnemen?',
      'Deze pagina sluit vanzelf na 20 seconden zonder aanraking.',
      'Naam',
      'Telefoon',
      'E-mail',
      'Ja, neem contact met mij op over dit bezoek. Deze gegevens worden nergens anders voor gebruikt.',
      'Overslaan',
      'Versturen',
    ]);
    expect(markup).toContain('role="checkbox" aria-checked="false"');
  });

  it('wait while words are sealed, and say honestly when they are lost', () => {
    const sealing = render({ ...STEP, step: WORDS, keeping: 'sealing' });
    expect(sealing).toMatch(/disabled=""[^>]*>One moment …</);
    expect(words(render({ ...STEP, step: WORDS, keeping: 'failed' }))).toEqual([
      'That did not work',
      'What was written could not be kept. That is our fault, not yours.',
      'Go on',
    ]);
  });

  it('offer help first, then the code, each with its words', () => {
    const view = {
      screen: 'thanks',
      rating: 'negative',
      pressId: 'a',
      promised: false,
      closing: CLOSING,
    } as const;
    const url = 'https://hub.example/f/TOKEN';
    expect(
      words(
        render({
          ...view,
          offers: [{ kind: 'follow-up', url }, { kind: 'ask-staff' }, { kind: 'call-back' }],
        }),
      ),
    ).toEqual([
      'We are sorry.',
      'Thank you for telling us. We take this seriously.',
      'This page closes by itself after 20 seconds without a touch.',
      'Ask our staff now',
      'Call me back',
      '[QR code: Tell us more on your phone]',
      'Tell us more on your phone',
      'Point the camera at the code.',
      'Done',
    ]);
    const unsigned = render({ ...view, offers: [{ kind: 'follow-up', url: null }] });
    expect(unsigned).toContain('code-place');
    expect(unsigned).not.toContain('qr-code');
  });

  it('promise somebody only once somebody said so', () => {
    const help = { screen: 'help', rating: 'negative', pressId: 'a' } as const;
    expect(words(render({ ...help, call: 'asked' }))).toEqual([
      'We are asking our staff',
      'Please wait here. You will see it when someone is coming.',
      'Done',
    ]);
    expect(words(render({ ...help, call: 'coming' }))[0]).toBe('Someone is coming');
    expect(words(render({ ...help, call: 'unanswered' }))).toEqual([
      'Nobody has answered yet',
      'Please go to the desk, or speak to any of our staff.',
      'Done',
    ]);
  });
});
