import type { Catalogue } from './en.ts';

/** Dutch. Visitors are not addressed as "je" or "u": any age reads this. */
export const nl: Catalogue = {
  'rating.positive': 'Goed',
  'rating.neutral': 'Gaat wel',
  'rating.negative': 'Slecht',
  'starting.title': 'Bezig met opstarten',
  'start.question': 'Hoe was het?',
  'start.languages': 'Taal',
  'notice.storageFull': 'De opslag is vol',
  'notice.clock': 'De klok staat verkeerd',
  'notice.staff': 'Medewerkers: meld dit',
  'thanks.positive.title': 'Wat fijn!',
  'thanks.positive.text': 'Bedankt voor de glimlach.',
  'thanks.neutral.title': 'Bedankt!',
  'thanks.neutral.text': 'Goed om te weten.',
  'thanks.negative.title': 'Dat spijt ons.',
  'thanks.negative.text': 'Bedankt voor de eerlijkheid. We nemen dit serieus.',
  'notSaved.title': 'Dat is niet gelukt',
  'notSaved.text':
    'Dit antwoord kon niet worden bewaard. Dat ligt aan ons. Bedankt voor de moeite.',
  'notSaved.staffTitle': 'Voor medewerkers',
  'notSaved.staffText':
    'Deze terminal kan niets meer opslaan. Start hem opnieuw op. Komt deze pagina terug, waarschuw dan de beheerder: de schijf is misschien vol of defect.',
  'setUp.title': 'Deze terminal instellen',
  'setUp.steps': 'Stappen',
  'setUp.step.hub': 'Hub',
  'setUp.step.key': 'Sleutel',
  'setUp.step.enrolled': 'Aangemeld',
  'setUp.hubUrl': 'Adres van de hub',
  'setUp.elsewhere.title': 'De kiosk is open in een ander venster',
  'setUp.elsewhere.text': 'Dit venster neemt het over zodra dat dichtgaat.',
  'setUp.noStorage.title': 'Hier kan niets worden bewaard',
  'setUp.noStorage.text':
    'De browser geeft deze pagina geen opslag, dus antwoorden zouden verloren gaan. Verlaat de privémodus en sta sitegegevens toe. Het wordt vanzelf opnieuw geprobeerd.',
  'setUp.noHub.title': 'Nog geen hub bekend',
  'setUp.noHub.text':
    'Geef het adres op in GLIMLACH_HUB_URL of in het inrichtingsbestand en start deze terminal opnieuw.',
  'setUp.needsKey.title': 'Voer de aanmeldsleutel in',
  'setUp.needsKey.text': 'De beheerder van de hub kan er een geven.',
  'setUp.enrolling.title': 'Deze terminal wordt aangemeld',
  'setUp.enrolling.text': 'Een ogenblik: de hub controleert de sleutel.',
  'setUp.keyRefused.title': 'De hub weigert deze sleutel',
  'setUp.keyRefused.text':
    'Misschien is hij verkeerd getypt, al gebruikt of ingetrokken. Voer een andere in.',
  'setUp.unreachable.title': 'De hub is niet bereikbaar',
  'setUp.unreachable.text':
    'Controleer het netwerk en het adres. De terminal blijft het zelf proberen.',
  'setUp.detail': 'Bijzonderheid: {{detail}}',
  'setUp.key.label': 'Aanmeldsleutel',
  'setUp.key.missing': 'Voer eerst de sleutel in.',
  'setUp.key.enrol': 'Aanmelden',
};
