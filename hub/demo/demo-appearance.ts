import type { Appearance } from '../../contract/appearance.ts';
import type { StaffPin } from '../../contract/staff-pin.ts';
import { inFive } from './demo-questionnaire.ts';

export const DEMO_LANGUAGES = ['nl', 'en', 'de', 'fr', 'nb'];

/** How the demonstration's kiosk looks. */
export const DEMO_APPEARANCE: Appearance = {
  theme: 'paper',
  brand: { name: 'Glimlach Markt', accent: '#1a7f54', logo: null },
  reach: 'full',
  soundVolume: 0.35,
  messages: [
    {
      said: inFive(
        'De rij was te lang',
        'The queue was too long',
        'Die Schlange war zu lang',
        'La file était trop longue',
        'Køen var for lang',
      ),
      did: inFive(
        'Op zaterdag is er nu een kassa meer open.',
        'On Saturdays one more checkout is open now.',
        'Samstags ist jetzt eine Kasse mehr geöffnet.',
        'Le samedi, une caisse de plus est ouverte.',
        'På lørdager er det nå én kasse til åpen.',
      ),
    },
    {
      said: inFive(
        'Het brood was vaak op',
        'The bread was often sold out',
        'Das Brot war oft ausverkauft',
        'Il n’y avait souvent plus de pain',
        'Brødet var ofte utsolgt',
      ),
      did: inFive(
        'We bakken nu ook ’s middags, tot sluitingstijd.',
        'We now bake in the afternoon too, until closing time.',
        'Wir backen jetzt auch nachmittags, bis Ladenschluss.',
        'Nous cuisons aussi l’après-midi, jusqu’à la fermeture.',
        'Nå baker vi også om ettermiddagen, helt til stengetid.',
      ),
    },
  ],
};

/** Known to all on purpose, as the password is. */
export const DEMO_PIN = '2468';

/** Of {@link DEMO_PIN}, made beforehand: it takes as long as it is meant to. */
export const DEMO_STAFF_PIN: StaffPin = {
  salt: 'THRQ14M_KFvbireZOWICgg',
  iterations: 600_000,
  hash: 'atoY-n6gtP-VnSQxzJJ3jR3jk5vmHdbRC2m0VOWRhJ0',
};
