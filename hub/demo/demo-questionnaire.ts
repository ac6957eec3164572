import type { LocalizedText } from '../../contract/localized-text.ts';
import type { Offer, Path, Questionnaire, ReasonIcon } from '../../contract/questionnaire.ts';
import type { QuestionnaireContent } from '../publishing/publication.ts';

/** A text in every language of the demonstration, in the order nl, en, de, fr, nb. */
export function inFive(nl: string, en: string, de: string, fr: string, nb: string): LocalizedText {
  return { nl, en, de, fr, nb };
}

const choice = (
  id: string,
  icon: ReasonIcon,
  label: LocalizedText,
): { id: string; icon: ReasonIcon; label: LocalizedText } => ({ id, icon, label });

const thanks = (title: LocalizedText, text: LocalizedText, offers: Offer[]): Path['thanks'] => ({
  title,
  text,
  offers,
});

const OTHER = choice(
  'other',
  'other',
  inFive('Iets anders', 'Something else', 'Etwas anderes', 'Autre chose', 'Noe annet'),
);

const negative: Path = {
  steps: [
    {
      kind: 'choice',
      id: 'reason',
      question: inFive(
        'Jammer! Wat ging er mis?',
        'Sorry to hear that. What went wrong?',
        'Das tut uns leid. Was lief schief?',
        'Dommage ! Qu’est-ce qui n’allait pas ?',
        'Så leit. Hva gikk galt?',
      ),
      several: true,
      choices: [
        choice(
          'queue',
          'waiting',
          inFive('De rij', 'The queue', 'Die Schlange', 'L’attente', 'Køen'),
        ),
        choice(
          'staff',
          'staff',
          inFive('De hulp', 'The service', 'Die Bedienung', 'Le service', 'Betjeningen'),
        ),
        choice(
          'price',
          'price',
          inFive(
            'Product of prijs',
            'Product or price',
            'Ware oder Preis',
            'Produit ou prix',
            'Vare eller pris',
          ),
        ),
        choice(
          'stock',
          'stock',
          inFive(
            'Niet op voorraad',
            'Out of stock',
            'Nicht vorrätig',
            'Pas en stock',
            'Ikke på lager',
          ),
        ),
        choice(
          'cleanliness',
          'cleanliness',
          inFive('Niet schoon', 'Not clean', 'Nicht sauber', 'Pas propre', 'Ikke rent'),
        ),
        OTHER,
      ],
    },
  ],
  thanks: thanks(
    inFive(
      'Bedankt, dit helpt',
      'Thank you, this helps',
      'Danke, das hilft',
      'Merci, c’est utile',
      'Takk, dette hjelper',
    ),
    inFive(
      'We maken het graag goed.',
      'We would like to put it right.',
      'Wir möchten es wiedergutmachen.',
      'Nous voulons arranger cela.',
      'Vi vil gjerne ordne opp.',
    ),
    [{ kind: 'ask-staff' }, { kind: 'call-back' }, { kind: 'follow-up' }],
  ),
};

const neutral: Path = {
  steps: [
    {
      kind: 'choice',
      id: 'improve',
      question: inFive(
        'Wat had het geweldig gemaakt?',
        'What would have made it great?',
        'Was hätte es großartig gemacht?',
        'Qu’est-ce qui aurait tout changé ?',
        'Hva ville gjort det kjempebra?',
      ),
      several: false,
      choices: [
        choice(
          'shorter-wait',
          'waiting',
          inFive(
            'Korter wachten',
            'A shorter wait',
            'Kürzer warten',
            'Moins d’attente',
            'Kortere ventetid',
          ),
        ),
        choice(
          'more-help',
          'staff',
          inFive('Meer hulp', 'More help', 'Mehr Hilfe', 'Plus d’aide', 'Mer hjelp'),
        ),
        choice(
          'more-choice',
          'product',
          inFive('Meer keuze', 'More choice', 'Mehr Auswahl', 'Plus de choix', 'Større utvalg'),
        ),
        choice(
          'lower-price',
          'price',
          inFive(
            'Een lagere prijs',
            'A lower price',
            'Ein niedrigerer Preis',
            'Un prix plus bas',
            'Lavere pris',
          ),
        ),
        choice(
          'clearer-information',
          'information',
          inFive(
            'Duidelijker uitleg',
            'Clearer information',
            'Klarere Hinweise',
            'Des infos plus claires',
            'Tydeligere informasjon',
          ),
        ),
        OTHER,
      ],
    },
  ],
  thanks: thanks(
    inFive('Bedankt!', 'Thank you!', 'Danke!', 'Merci !', 'Takk!'),
    inFive(
      'Volgende keer beter, daar gaan we voor.',
      'Better next time: that is what we aim for.',
      'Beim nächsten Mal besser: daran arbeiten wir.',
      'La prochaine fois sera meilleure, nous y travaillons.',
      'Bedre neste gang, det jobber vi for.',
    ),
    [{ kind: 'follow-up' }],
  ),
};

const positive: Path = {
  steps: [],
  thanks: thanks(
    inFive('Wat fijn!', 'How lovely!', 'Wie schön!', 'Quel plaisir !', 'Så hyggelig!'),
    inFive(
      'Vertel het gerust verder: scan de code en schrijf een review.',
      'Do tell others: scan the code and write a review.',
      'Gern weitersagen: Code scannen und eine Bewertung schreiben.',
      'Parlez-en autour de vous : scannez le code et laissez un avis.',
      'Fortell det gjerne videre: skann koden og skriv en anmeldelse.',
    ),
    [{ kind: 'review', url: 'https://reviews.example/glimlach-markt' }],
  ),
};

/** What the demonstration's shop asks at its checkout. */
export const DEMO_QUESTIONNAIRE: QuestionnaireContent = {
  kind: 'smileys-3',
  question: inFive(
    'Hoe was uw bezoek vandaag?',
    'How was your visit today?',
    'Wie war Ihr Besuch heute?',
    'Comment s’est passée votre visite ?',
    'Hvordan var besøket i dag?',
  ),
  ends: null,
  paths: { positive, neutral, negative } satisfies Questionnaire['paths'],
  stepTimeoutMs: 20_000,
};
