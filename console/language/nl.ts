import { alertsNl } from './alerts/nl.ts';
import { settingsNl } from './settings/nl.ts';
import type { Catalogue } from './en.ts';

export const nl: Catalogue = {
  'app.name': 'Glimlach',
  'page.alerts': 'Meldingen',
  'page.terminals': 'Terminals',
  'page.signIn': 'Inloggen',

  'signIn.title': 'Fijn dat je er bent',
  'signIn.lead': 'Log in en zie wie er in de winkel hulp kan gebruiken.',
  'signIn.ended': 'Je sessie is verlopen. Log opnieuw in om nieuwe meldingen te horen.',
  'signIn.email': 'E-mail',
  'signIn.password': 'Wachtwoord',
  'signIn.showPassword': 'Laat zien wat ik typ',
  'signIn.submit': 'Inloggen',
  'signIn.emailMissing': 'Vul je e-mailadres in, zoals anna@voorbeeld.nl.',
  'signIn.passwordMissing': 'Vul je wachtwoord in.',

  'time.justNow': 'zojuist',

  ...alertsNl,

  'fleet.loading': 'Terminals ophalen',
  'fleet.unknown': 'De terminals konden niet worden opgehaald.',
  'fleet.allWell': 'Alle boeken kloppen: alles wat is gedrukt is hier of onderweg.',
  'fleet.foundWell': 'Gevonden, en hun boeken kloppen.',
  'fleet.toCheck_one': 'Eén terminal om na te kijken, die staat bovenaan',
  'fleet.toCheck_other': '{{count}} terminals om na te kijken, die staan bovenaan',
  'fleet.toCheckAtLeast': '{{count}} terminals om na te kijken, en misschien meer',
  'fleet.none': 'Er is nog geen terminal aangemeld. De eerste verschijnt hier vanzelf.',
  'fleet.noneFound': 'Geen terminal, plek of locatie heeft ‘{{search}}’ in de naam.',
  'fleet.unaccountedMeaning':
    'Zoek: de terminal gaf deze nummers uit, maar de terminal en Glimlach hebben allebei niet wat er is gedrukt. Het ging verloren met een schijf, of er is een nummer overgeslagen.',
  'fleet.search': 'Zoek op naam of plek',
  'fleet.onlyTroubled': 'Na te kijken',
  'fleet.more': 'Meer laten zien',
  'fleet.neverSeen': 'nog niet gehoord',
  'fleet.stale': 'Zoals het was om {{time}}',
  'fleet.forbidden': 'Voor de terminals zorgen anderen',
  'fleet.forbiddenLead':
    'Managers, analisten en IT zien deze pagina. Vraag het de beheerder als je hem ook nodig hebt.',

  'balance.made': 'gemaakt',
  'balance.stored': 'bewaard',
  'balance.queued': 'wachtend',
  'balance.parked': 'geparkeerd',
  'balance.unaccounted': 'zoek',

  'trouble.unaccounted': 'Zoek',
  'trouble.lost': 'Verloren grootboek',
  'trouble.full': 'Opslag vol',
  'trouble.failing': 'Opslag faalt',
  'trouble.screen': 'Scherm',
  'trouble.box': 'Knoppenkast',
  'trouble.configuration': 'Oude instellingen',
  'trouble.cloned': 'Gekopieerde schijf',
  'trouble.parked': 'Geparkeerd',
  'trouble.oneStore': 'Maar één opslag',
  'trouble.silent': 'Stil',

  'box.searching': 'Er wordt naar een knoppenkast gezocht: {{detail}}',
  'box.stale': 'Kast {{box}} is stil',
  'box.stuck': 'Knop {{button}} van kast {{box}} zit vast',
  'box.chatter': 'Knop {{button}} van kast {{box}} maakt slecht contact',
  'box.more_one': 'en nog één',
  'box.more_other': 'en nog {{count}}',

  'storage.ok': 'Beide opslagen werken',
  'storage.journal-only': 'Alleen het journaal werkt; de opslag van de browser niet',
  'storage.outbox-only': 'Alleen de opslag van de browser werkt; het journaal niet',
  'storage.failing': 'Er kan niets worden geschreven',
  'storage.full': 'Vol: er kan niets meer worden bewaard',

  'terminal.back': 'Alle terminals',
  'terminal.loading': 'Terminal ophalen',
  'terminal.unknown': 'De terminal kon niet worden opgehaald',
  'terminal.balance': 'Balans',
  'terminal.balances':
    'De boeken kloppen. Wat wacht is nog bij de terminal; wat geparkeerd is, is geweigerd en wordt daar bewaard.',
  'terminal.lostMeaning':
    'Verloren grootboek: de terminal heeft de schijf niet meer waarop deze nummers stonden. Wat daar is gedrukt en niet was verstuurd, is weg.',
  'terminal.clonedMeaning':
    'Gekopieerde schijf: twee terminals gaven hetzelfde nummer uit, dus één werkt met een kopie van de schijf van de ander. Beide tellen door; richt één ervan opnieuw in.',
  'terminal.seen': 'Laatst gehoord',
  'terminal.storage': 'Opslag',
  'terminal.version': 'Versie',
  'terminal.electron': 'app',
  'terminal.browser': 'browser',
  'terminal.enrolled': 'Aangemeld',

  'ledgers.title': 'Grootboeken',
  'ledgers.lead':
    'Elk is één ononderbroken nummering. Een terminal begint een nieuwe als zijn schijf verloren is.',
  'ledgers.none': 'Deze terminal heeft nog niets vastgelegd.',
  'ledgers.lost': 'Verloren',
  'ledgers.stated': 'Laatst opgegeven',
  'ledgers.gaps': 'Ontbrekende nummers: {{numbers}}.',
  'ledgers.otherLost_one': 'Van nog {{count}} is bekend dat hij verloren is.',
  'ledgers.otherLost_other': 'Van nog {{count}} is bekend dat ze verloren zijn.',

  'parked.title': 'Geparkeerd',
  'parked.loading': 'Wat geparkeerd is ophalen',
  'parked.none': 'Niets: Glimlach heeft alles aangenomen wat deze terminal stuurde.',
  'parked.lead':
    'Glimlach kon deze niet aannemen. Ze blijven bij de terminal en houden niets op; dit is een kopie van wat hij stuurde.',
  'parked.onlyThere': 'De terminal bewaart ze; Glimlach heeft geen kopie om te laten zien.',
  'parked.export': 'Exporteren',
  'parked.sendAgain': 'Opnieuw sturen',
  'parked.askIt': 'IT kan ze opnieuw laten sturen.',
  'parked.confirm': 'Opnieuw laten sturen wat geparkeerd is?',
  'parked.confirmLead':
    '{{name}} hoort het bij zijn volgende hartslag, binnen ongeveer een minuut zolang hij verbinding heeft, en stuurt ze dan nog eens. Wat nog steeds niet kan worden aangenomen, blijft geparkeerd.',
  'parked.cancel': 'Annuleren',
  'parked.asked': 'Gevraagd. {{name}} stuurt ze bij zijn volgende hartslag.',
  'parked.notAsked': 'Niet gevraagd. {{reason}}',
  'parked.number': 'Nummer {{number}}',
  'parked.noNumber': 'Geen nummer',
  'parked.bytes': 'Wat er is gestuurd',

  'reason.invalid': 'Geen gebeurtenis die Glimlach kent',
  'reason.wrong-id': 'Onder een ander id gestuurd',
  'reason.conflict': 'Zijn id is bezet door andere inhoud',

  'connection.connecting': 'Verbinden',
  'connection.live': 'Live',
  'connection.reconnecting': 'Offline',
  'connection.banner': 'Geen verbinding sinds {{time}}',
  'connection.bannerLead': 'Je mist misschien meldingen. Deze pagina blijft het vanzelf proberen.',
  'connection.tryNow': 'Probeer nu',

  'noEntry.title': 'Dat lukte niet',
  'noEntry.retry': 'Probeer opnieuw',
  'noEntry.toAlerts': 'Naar de meldingen',

  'sound.on': 'Geluid aan',
  'sound.off': 'Geluid uit',
  'sound.blocked': 'Zet geluid aan',
  'sound.unsupported': 'Geen geluid',
  'sound.onHint': 'Bij elke nieuwe melding klinkt een belletje. Klik om het uit te zetten.',
  'sound.offHint': 'Nieuwe meldingen komen stil binnen. Klik om het belletje aan te zetten.',
  'sound.blockedHint': 'De browser houdt het geluid uit tot je hier klikt.',
  'sound.unsupportedHint':
    'Deze browser kan geen geluid afspelen; nieuwe meldingen komen stil binnen.',

  'menu.open': 'Menu',
  'menu.language': 'Taal',
  'menu.appearance': 'Weergave',
  'menu.auto': 'Zoals dit apparaat',
  'menu.light': 'Licht',
  'menu.dark': 'Donker',
  'menu.keys': 'Lettertoetsen (J, K, A …)',
  'menu.signOut': 'Uitloggen',

  'failure.unreachable': 'Glimlach is niet bereikbaar. Controleer het netwerk en probeer opnieuw.',
  'failure.signedOut': 'Je bent niet meer ingelogd.',
  'failure.wrongCredentials':
    'Dit e-mailadres en wachtwoord horen niet bij elkaar. Kijk ze na en probeer opnieuw.',
  'failure.forbidden': 'Je account heeft geen toegang tot deze winkel. Vraag het de beheerder.',
  'failure.foreignOrigin':
    'Glimlach kent dit adres niet. Open het op het adres dat je hebt gekregen.',
  'failure.notFound': 'Het is er niet meer.',
  'failure.tooMany': 'Te veel pogingen. Wacht even en probeer opnieuw.',
  'failure.tooManyFor_one': 'Te veel pogingen. Probeer het over {{count}} seconde opnieuw.',
  'failure.tooManyFor_other': 'Te veel pogingen. Probeer het over {{count}} seconden opnieuw.',
  'failure.hubError': 'Er ging iets mis bij Glimlach, niet bij jou. Probeer het zo opnieuw.',
  'failure.unreadable': 'Deze pagina is verouderd. Herlaad hem en probeer opnieuw.',

  ...settingsNl,
};
