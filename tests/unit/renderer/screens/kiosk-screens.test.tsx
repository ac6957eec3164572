import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Appearance } from '../../../../contract/appearance.ts';
import type { Questionnaire } from '../../../../contract/questionnaire.ts';
import type { KioskScreensProps, KioskView } from '../../../../renderer/kiosk/kiosk-view.ts';
import { catalogues } from '../../../../renderer/language/catalogues.ts';
import { textsOf } from '../../../../renderer/language/texts.ts';
import { KioskScreens } from '../../../../renderer/screens/kiosk-screens.tsx';
import { arabic } from '../../../support/arabic.ts';
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
      opening={null}
      flowScreens={null}
      startUrl={null}
      drawQr={null}
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
  { screen: 'night' },
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
      '<button type="button" class="language-button" lang="nl" dir="ltr" aria-pressed="true">',
      '<button type="button" class="language-button" lang="en" dir="ltr" aria-pressed="false">',
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

  it('names each answer by what it is and where it stands', () => {
    const named = (kind: Questionnaire['kind'], more: Partial<Questionnaire> = {}) =>
      words(
        render(
          { screen: 'start', pressed: null },
          {
            languages: ['nl'],
            questionnaire: questionnaireAsking({ nl: 'Hoe was het?' }, { kind, ...more }),
          },
        ),
      ).slice(1);
    expect(named('smileys-5')).toEqual([
      '[Heel goed, 5 van 5]',
      '[Goed, 4 van 5]',
      '[Gaat wel, 3 van 5]',
      '[Slecht, 2 van 5]',
      '[Heel slecht, 1 van 5]',
    ]);
    expect(named('thumbs')).toEqual(['[Duim omhoog]', '[Duim omlaag]']);
    expect(named('csat').filter((word) => word.startsWith('['))).toEqual([
      '[1, Heel ontevreden]',
      '[2]',
      '[3]',
      '[4]',
      '[5, Heel tevreden]',
    ]);
    expect(
      named('nps', { ends: { lowest: { nl: 'Echt niet' }, highest: { nl: 'Zeker' } } }).filter(
        (word) => word.includes(','),
      ),
    ).toEqual(['[0, Echt niet]', '[10, Zeker]']);
  });

  it('puts what is chosen where a page without its program can read it', () => {
    const markup = render(
      { screen: 'start', pressed: null },
      { questionnaire: questionnaireAsking({ nl: 'Hoe was het?' }, { kind: 'ces' }) },
    );
    expect(
      tags(markup, /face-button/).map((tag) => /data-rating.*data-value="\d"/.exec(tag)?.[0]),
    ).toContain('data-rating="neutral" data-scale="ces" data-value="4"');
  });

  it('keeps many languages behind one button that says which is in force', () => {
    const markup = render(
      { screen: 'start', pressed: null },
      { languages: ['nl', 'en', 'de', 'fr', 'nb'] },
    );
    expect(words(markup).slice(-2)).toEqual(['[Taal: Nederlands]', 'Nederlands']);
    expect(tags(markup, /language-opener/)[0]).toContain('aria-expanded="false"');
  });

  it('shows what came of earlier answers, one at a time, and is quiet about the others', () => {
    const messages = [
      { said: { nl: 'Te warm.' }, did: { nl: 'Er staat een ventilator.' } },
      { said: { nl: 'Te duur.' }, did: { nl: 'Brood is goedkoper.' } },
    ];
    const markup = render(
      { screen: 'start', pressed: null },
      { appearance: Appearance.parse({ messages }) },
    );
    expect(tags(markup, /class="message"/)).toEqual([
      '<div class="message" data-shown="true" aria-hidden="false">',
      '<div class="message" data-shown="false" aria-hidden="true">',
    ]);
    expect(tags(markup, /aria-live/)).toEqual([]);
  });

  it('keeps the place of its code before the code can be drawn', () => {
    const startUrl = 'https://hub.example/f/s/1';
    const start = (drawQr: KioskScreensProps['drawQr']) =>
      render({ screen: 'start', pressed: null }, { startUrl, drawQr });
    expect(tags(start(null), /start-code-place/)).toHaveLength(1);
    expect(start(null)).not.toContain('role="img"');
    const drawn = start((text) => ({ modules: text.length, path: 'M0 0h1v1H0z' }));
    expect(tags(drawn, /role="img"/)).toEqual([
      `<svg role="img" aria-label="Of op de eigen telefoon" viewBox="0 0 ${startUrl.length} ${startUrl.length}">`,
    ]);
    expect(render({ screen: 'start', pressed: null })).not.toContain('start-code');
  });

  it('says whose kiosk it is, in words or by a picture with that name', () => {
    const brand = { name: 'De Goudsbloem', accent: null, logo: null };
    const shown = (own: Partial<typeof brand> | { logo: string }) =>
      words(
        render(
          { screen: 'start', pressed: null },
          { languages: ['nl'], appearance: Appearance.parse({ brand: { ...brand, ...own } }) },
        ),
      ).at(-1);
    expect([shown({}), shown({ logo: 'iVBORw0KGgo=' })]).toEqual([
      'De Goudsbloem',
      '[De Goudsbloem]',
    ]);
  });

  it('speaks a language that was added, and each text that it lacks in the fallback', () => {
    const markup = render(
      { screen: 'start', pressed: null },
      {
        languages: ['ar', 'nl'],
        language: 'ar',
        catalogues: { ...catalogues, ar: arabic },
        questionnaire: null,
      },
    );
    expect(tags(markup, /^<main/)[0]).toContain('lang="ar" dir="rtl"');
    expect(words(markup)).toContain('كيف كانت زيارتك؟');
  });

  it('shows a question in its own direction where the kiosk does not speak its language', () => {
    const markup = render(
      { screen: 'start', pressed: null },
      { languages: ['he'], language: 'he', questionnaire: questionnaireAsking({ he: 'איך היה?' }) },
    );
    expect(tags(markup, /^<main/)[0]).toContain('lang="en" dir="ltr"');
    expect(tags(markup, /^<h1/)[0]).toContain('lang="he" dir="rtl"');
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

  it('says in the dark when it opens again, in the language of who looks', () => {
    const opening = { atMs: Date.parse('2026-11-23T08:00:00Z'), timeZone: 'Europe/Amsterdam' };
    const night = (language: string) => words(render({ screen: 'night' }, { language, opening }));
    expect(night('nl').slice(0, 2)).toEqual([
      'We zijn gesloten',
      'Weer open: maandag 23 november om 09:00',
    ]);
    expect(night('de').slice(0, 2)).toEqual([
      'Wir haben geschlossen',
      'Wieder geöffnet: Montag, 23. November um 09:00',
    ]);
    expect(words(render({ screen: 'night' })).filter((word) => word.includes(':'))).toEqual([]);
  });

  it('can be woken by who uses neither touch nor keys', () => {
    expect(tags(render({ screen: 'night' }), /^<button/)).toEqual([
      '<button type="button" class="night-wake" aria-label="Raak het scherm aan om toch te antwoorden">',
    ]);
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
