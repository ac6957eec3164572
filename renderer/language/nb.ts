import type { Catalogue } from './en.ts';

/** Norwegian (Bokmål). */
export const nb: Catalogue = {
  'rating.positive': 'Bra',
  'rating.neutral': 'Sånn passe',
  'rating.negative': 'Dårlig',
  'starting.title': 'Starter',
  'start.question': 'Hvordan var det?',
  'start.languages': 'Språk',
  'notice.storageFull': 'Lagringsplassen er full',
  'notice.clock': 'Klokken går feil',
  'notice.staff': 'Ansatte: meld fra om dette',
  'thanks.positive.title': 'Så hyggelig!',
  'thanks.positive.text': 'Takk for smilet.',
  'thanks.neutral.title': 'Takk!',
  'thanks.neutral.text': 'Det er godt å vite.',
  'thanks.negative.title': 'Det beklager vi.',
  'thanks.negative.text': 'Takk for ærligheten. Vi tar dette på alvor.',
  'notSaved.title': 'Det gikk ikke',
  'notSaved.text': 'Svaret kunne ikke lagres. Det er vår feil. Takk for forsøket.',
  'notSaved.staffTitle': 'For ansatte',
  'notSaved.staffText':
    'Denne terminalen kan ikke lagre noe mer. Start den på nytt. Kommer denne siden tilbake, si fra til de ansvarlige: disken kan være full eller ødelagt.',
  'setUp.title': 'Sett opp denne terminalen',
  'setUp.steps': 'Trinn',
  'setUp.step.hub': 'Hub',
  'setUp.step.key': 'Nøkkel',
  'setUp.step.enrolled': 'Registrert',
  'setUp.hubUrl': 'Adressen til huben',
  'setUp.elsewhere.title': 'Kiosken er åpen i et annet vindu',
  'setUp.elsewhere.text': 'Dette vinduet tar over når det andre lukkes.',
  'setUp.noStorage.title': 'Ingenting kan lagres her',
  'setUp.noStorage.text':
    'Nettleseren gir ikke denne siden lagringsplass, så svar ville gått tapt. Avslutt privat modus og tillat nettstedsdata. Det prøves på nytt av seg selv.',
  'setUp.noHub.title': 'Ingen adresse til huben ennå',
  'setUp.noHub.text':
    'Oppgi adressen i GLIMLACH_HUB_URL eller i oppsettsfilen, og start denne terminalen på nytt.',
  'setUp.needsKey.title': 'Skriv inn registreringsnøkkelen',
  'setUp.needsKey.text': 'Den som styrer huben, kan gi deg en.',
  'setUp.enrolling.title': 'Terminalen registreres',
  'setUp.enrolling.text': 'Et øyeblikk: huben kontrollerer nøkkelen.',
  'setUp.keyRefused.title': 'Huben avviser denne nøkkelen',
  'setUp.keyRefused.text':
    'Den kan være feilskrevet, brukt opp eller trukket tilbake. Skriv inn en annen.',
  'setUp.unreachable.title': 'Huben kan ikke nås',
  'setUp.unreachable.text':
    'Kontroller nettverket og adressen. Terminalen prøver videre av seg selv.',
  'setUp.detail': 'Detalj: {{detail}}',
  'setUp.key.label': 'Registreringsnøkkel',
  'setUp.key.missing': 'Skriv inn nøkkelen først.',
  'setUp.key.enrol': 'Registrer',
};
