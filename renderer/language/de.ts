import type { Catalogue } from './en.ts';

/** German. Visitors are addressed neither as "du" nor as "Sie": any age reads this. */
export const de: Catalogue = {
  'rating.positive': 'Gut',
  'rating.neutral': 'Geht so',
  'rating.negative': 'Schlecht',
  'starting.title': 'Wird gestartet',
  'start.question': 'Wie war es?',
  'start.languages': 'Sprache',
  'notice.storageFull': 'Der Speicher ist voll',
  'notice.clock': 'Die Uhr geht falsch',
  'notice.staff': 'Personal: bitte melden',
  'thanks.positive.title': 'Wie schön!',
  'thanks.positive.text': 'Danke für das Lächeln.',
  'thanks.neutral.title': 'Danke!',
  'thanks.neutral.text': 'Gut zu wissen.',
  'thanks.negative.title': 'Das tut uns leid.',
  'thanks.negative.text': 'Danke für die Ehrlichkeit. Wir nehmen das ernst.',
  'notSaved.title': 'Das hat nicht geklappt',
  'notSaved.text':
    'Diese Antwort konnte nicht gespeichert werden. Das liegt an uns. Danke für die Mühe.',
  'notSaved.staffTitle': 'Für das Personal',
  'notSaved.staffText':
    'Dieses Terminal kann nichts mehr speichern. Bitte neu starten. Kommt diese Seite wieder, bitte die Betreuung verständigen: die Festplatte ist vielleicht voll oder defekt.',
  'setUp.title': 'Dieses Terminal einrichten',
  'setUp.steps': 'Schritte',
  'setUp.step.hub': 'Hub',
  'setUp.step.key': 'Schlüssel',
  'setUp.step.enrolled': 'Angemeldet',
  'setUp.hubUrl': 'Adresse des Hubs',
  'setUp.elsewhere.title': 'Der Kiosk ist in einem anderen Fenster offen',
  'setUp.elsewhere.text': 'Dieses Fenster übernimmt, sobald jenes geschlossen wird.',
  'setUp.noStorage.title': 'Hier kann nichts gespeichert werden',
  'setUp.noStorage.text':
    'Der Browser gibt dieser Seite keinen Speicher, Antworten gingen also verloren. Bitte den privaten Modus verlassen und Websitedaten zulassen. Es wird von selbst erneut versucht.',
  'setUp.noHub.title': 'Noch keine Adresse des Hubs',
  'setUp.noHub.text':
    'Die Adresse in GLIMLACH_HUB_URL oder in der Einrichtungsdatei angeben und dieses Terminal neu starten.',
  'setUp.needsKey.title': 'Anmeldeschlüssel eingeben',
  'setUp.needsKey.text': 'Wer den Hub verwaltet, kann einen geben.',
  'setUp.enrolling.title': 'Dieses Terminal wird angemeldet',
  'setUp.enrolling.text': 'Einen Moment: der Hub prüft den Schlüssel.',
  'setUp.keyRefused.title': 'Der Hub lehnt diesen Schlüssel ab',
  'setUp.keyRefused.text':
    'Vielleicht ist er vertippt, verbraucht oder zurückgezogen. Bitte einen anderen eingeben.',
  'setUp.unreachable.title': 'Der Hub ist nicht erreichbar',
  'setUp.unreachable.text':
    'Bitte Netzwerk und Adresse prüfen. Das Terminal versucht es von selbst weiter.',
  'setUp.detail': 'Einzelheit: {{detail}}',
  'setUp.key.label': 'Anmeldeschlüssel',
  'setUp.key.missing': 'Bitte zuerst den Schlüssel eingeben.',
  'setUp.key.enrol': 'Anmelden',
};
