import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { KioskScreensProps, KioskView } from '../../../../renderer/kiosk/kiosk-view.ts';
import { textsOf } from '../../../../renderer/language/texts.ts';
import { KioskScreens } from '../../../../renderer/screens/kiosk-screens.tsx';
import { smiley } from '../../../support/smiley.ts';
import { NO_CONTROLS } from '../../../support/flow-controls.ts';
import { thanksView } from '../../../support/thanks-view.ts';
import { questionnaireAsking } from '../../../support/questionnaire.ts';

function ignore(): void {
  // Nothing is pressed in a rendering.
}

function render(view: KioskView, props: Partial<KioskScreensProps> = {}): string {
  return renderToStaticMarkup(
    <KioskScreens
      view={view}
      notice={null}
      questionnaire={questionnaireAsking({
        nl: 'Hoe was uw bezoek?',
        en: 'How was your visit?',
      })}
      appearance={null}
      languages={['nl', 'en']}
      language="nl"
      keypadKeys={null}
      onPress={ignore}
      onButton={ignore}
      onLanguage={ignore}
      onActive={ignore}
      flow={NO_CONTROLS}
      flowScreens={null}
      onEnrol={ignore}
      {...props}
    />,
  );
}

/** The words on screen, in order, with names only assistive technology reads in brackets. */
function words(markup: string): readonly string[] {
  return markup
    .replaceAll(/<[^>]*aria-label="([^"]*)"[^>]*>/g, '\n[$1]\n')
    .replaceAll(/<[^>]*>/g, '\n')
    .replaceAll('&#x27;', "'")
    .split('\n')
    .filter((line) => line !== '');
}

/** The pieces of markup that open an element matching the pattern. */
function tags(markup: string, pattern: RegExp): readonly string[] {
  return [...markup.matchAll(/<[^>]*>/g)].map(([tag]) => tag).filter((tag) => pattern.test(tag));
}

const VIEWS: readonly KioskView[] = [
  { screen: 'starting' },
  { screen: 'set-up', step: { kind: 'no-hub' }, hubUrl: null },
  { screen: 'set-up', step: { kind: 'needs-key' }, hubUrl: 'https://hub.example' },
  { screen: 'set-up', step: { kind: 'enrolling' }, hubUrl: 'https://hub.example' },
  {
    screen: 'set-up',
    step: { kind: 'key-refused', detail: 'unknown key' },
    hubUrl: 'https://hub.example',
  },
  {
    screen: 'set-up',
    step: { kind: 'hub-unreachable', detail: 'connection refused' },
    hubUrl: 'https://hub.example',
  },
  { screen: 'start', pressed: null },
  { screen: 'start', pressed: smiley('neutral') },
  thanksView('positive', { pressId: 'press-1' }),
  thanksView('neutral', { pressId: 'press-1' }),
  thanksView('negative', { pressId: 'press-1' }),
  { screen: 'not-saved', pressId: 'press-1' },
];

describe('KioskScreens', () => {
  it('asks the question in the language chosen, best face first', () => {
    expect(words(render({ screen: 'start', pressed: null }))).toEqual([
      'Hoe was uw bezoek?',
      '[Goed]',
      '[Gaat wel]',
      '[Slecht]',
      '[Taal]',
      'Nederlands',
      'English',
    ]);
    expect(words(render({ screen: 'start', pressed: null }, { language: 'en' }))).toEqual([
      'How was your visit?',
      '[Good]',
      '[So-so]',
      '[Bad]',
      '[Language]',
      'Nederlands',
      'English',
    ]);
  });

  it('marks each language name as being in that language, and the one chosen', () => {
    const markup = render({ screen: 'start', pressed: null });
    expect(tags(markup, /language-button/)).toEqual([
      '<button type="button" class="language-button" lang="nl" aria-pressed="true">',
      '<button type="button" class="language-button" lang="en" aria-pressed="false">',
    ]);
  });

  it('offers no choice where there is one language', () => {
    expect(render({ screen: 'start', pressed: null }, { languages: ['nl'] })).not.toContain(
      'language-switch',
    );
  });

  it('asks a question of its own while the terminal has none', () => {
    expect(words(render({ screen: 'start', pressed: null }, { questionnaire: null }))[0]).toBe(
      'Hoe was het?',
    );
  });

  it('marks a question that is not in the language of the page', () => {
    const markup = render(
      { screen: 'start', pressed: null },
      { questionnaire: questionnaireAsking({ de: 'Wie war es?' }) },
    );
    expect(tags(markup, /^<h1/)[0]).toContain('lang="de"');
    expect(tags(markup, /^<main/)[0]).toContain('lang="nl"');
  });

  it('shows the chosen face apart from the others as soon as it is pressed', () => {
    const chosen = (view: KioskView): readonly (string | undefined)[] =>
      tags(render(view), /face-button/).map((tag) => /data-chosen="(\w+)"/.exec(tag)?.[1]);
    expect(chosen({ screen: 'start', pressed: null })).toEqual([undefined, undefined, undefined]);
    expect(chosen({ screen: 'start', pressed: smiley('negative') })).toEqual([
      'false',
      'false',
      'true',
    ]);
  });

  it.each([
    ['positive', 'nl', ['Wat fijn!', 'Bedankt voor de glimlach.']],
    ['neutral', 'nl', ['Bedankt!', 'Goed om te weten.']],
    ['negative', 'nl', ['Dat spijt ons.', 'Bedankt voor de eerlijkheid. We nemen dit serieus.']],
    ['positive', 'en', ['How lovely!', 'Thank you for the smile.']],
    ['neutral', 'en', ['Thank you!', 'It is good to know.']],
    ['negative', 'en', ['We are sorry.', 'Thank you for telling us. We take this seriously.']],
  ] as const)('thanks for a %s press in %s', (rating, language, said) => {
    expect(words(render(thanksView(rating, { pressId: 'press-1' }), { language }))).toEqual(said);
  });

  it('speaks thanks and failure from a region that was there before', () => {
    const [before] = tags(
      render({ screen: 'start', pressed: smiley('positive') }),
      /spoken-screens/,
    );
    for (const view of [
      thanksView('positive', { pressId: 'press-1' }),
      { screen: 'not-saved', pressId: 'press-1' },
    ] as const) {
      const markup = render(view);
      expect(tags(markup, /spoken-screens/)).toEqual([before]);
      expect(markup.indexOf('<h1')).toBeGreaterThan(markup.indexOf('spoken-screens'));
    }
    expect(before).toContain('role="status"');
  });

  it('has nothing to operate on the pages that are only looked at', () => {
    for (const view of [
      thanksView('neutral', { pressId: 'press-1' }),
      { screen: 'not-saved', pressId: 'press-1' },
    ] as const) {
      expect(tags(render(view), /^<(button|input|a) /)).toEqual([]);
    }
  });

  it('never thanks for an answer that was not kept without saying so first', () => {
    const { t } = textsOf('nl');
    expect(words(render({ screen: 'not-saved', pressId: 'press-1' }))).toEqual([
      t('notSaved.title'),
      t('notSaved.text'),
      t('notSaved.staffTitle'),
      t('notSaved.staffText'),
    ]);
  });

  it.each(['thanks', 'not-saved'] as const)('names the press that %s is about', (screen) => {
    const view: KioskView =
      screen === 'thanks'
        ? thanksView('neutral', { pressId: 'press-7' })
        : { screen, pressId: 'press-7' };
    expect(tags(render(view), /data-press-id="press-7"/)).toHaveLength(1);
    expect(tags(render({ screen: 'not-saved', pressId: null }), /data-press-id/)).toEqual([]);
  });

  it.each([
    ['storage-full', 'nl', ['De opslag is vol', 'Medewerkers: meld dit']],
    ['storage-full', 'en', ['Storage is full', 'Staff: please report this']],
    ['clock', 'nl', ['De klok staat verkeerd', 'Medewerkers: meld dit']],
    ['clock', 'en', ['The clock is wrong', 'Staff: please report this']],
  ] as const)('tells staff of %s in %s, on the start screen only', (notice, language, said) => {
    const start = render({ screen: 'start', pressed: null }, { notice, language });
    expect(words(start).slice(-2)).toEqual(said);
    expect(tags(start, /staff-notice"/)).toEqual(['<div class="staff-notice" role="status">']);
    const thanks = render(thanksView('positive', { pressId: 'press-1' }), { notice, language });
    expect(thanks).not.toContain('staff-notice');
  });

  it('starts without a visible word', () => {
    expect(render({ screen: 'starting' })).toContain(
      '<h1 class="only-spoken">Bezig met opstarten</h1>',
    );
  });

  it.each([
    ['no-hub', { kind: 'no-hub' }, 'Hub', false],
    ['hub-unreachable', { kind: 'hub-unreachable', detail: 'refused' }, 'Hub', false],
    ['needs-key', { kind: 'needs-key' }, 'Sleutel', true],
    ['key-refused', { kind: 'key-refused', detail: 'revoked' }, 'Sleutel', true],
    ['enrolling', { kind: 'enrolling' }, 'Aangemeld', false],
  ] as const)('shows where set-up stands at %s', (_, step, stage, asksForKey) => {
    const markup = render({ screen: 'set-up', step, hubUrl: null });
    expect(/aria-current="step">([^<]*)</.exec(markup)?.[1]).toBe(stage);
    expect(markup.includes('<form')).toBe(asksForKey);
    expect(words(markup).includes(`Bijzonderheid: ${'detail' in step ? step.detail : ''}`)).toBe(
      'detail' in step,
    );
  });

  it('shows the address of the hub it talks to', () => {
    const view = { screen: 'set-up', step: { kind: 'needs-key' }, hubUrl: 'https://hub.example' };
    expect(words(render(view as KioskView))).toContain('https://hub.example');
  });

  it.each(VIEWS.map((view) => [JSON.stringify(view), view] as const))(
    'keeps to a strict content security policy, with one title and hidden drawings: %s',
    (_, view) => {
      const markup = render(view);
      expect(tags(markup, /\s(style|on\w+|href|src)=/)).toEqual([]);
      expect(tags(markup, /^<h1/)).toHaveLength(1);
      expect(
        tags(markup, /class="face"/).filter((tag) => !tag.includes('aria-hidden="true"')),
      ).toEqual([]);
    },
  );
});
