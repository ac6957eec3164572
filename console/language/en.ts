import { alertsEn } from './alerts/en.ts';
import { settingsEn } from './settings/en.ts';

/** English, and the list of every message there is. Plural forms end in `_one` and `_other`. */
export const en = {
  'app.name': 'Glimlach',
  'page.alerts': 'Alerts',
  'page.terminals': 'Terminals',
  'page.signIn': 'Sign in',

  'signIn.title': 'Good to see you',
  'signIn.lead': 'Sign in to see who could use a hand in the store.',
  'signIn.ended': 'Your session has ended. Sign in again to hear new alerts.',
  'signIn.email': 'E-mail',
  'signIn.password': 'Password',
  'signIn.showPassword': 'Show what I type',
  'signIn.submit': 'Sign in',
  'signIn.emailMissing': 'Fill in your e-mail address, like anna@example.com.',
  'signIn.passwordMissing': 'Fill in your password.',

  'time.justNow': 'just now',

  ...alertsEn,

  'fleet.loading': 'Getting the terminals',
  'fleet.unknown': 'The terminals could not be loaded.',
  'fleet.allWell': 'All books balance: everything that was pressed is here or on its way.',
  'fleet.foundWell': 'Found, and their books balance.',
  'fleet.toCheck_one': 'One terminal to check, listed first',
  'fleet.toCheck_other': '{{count}} terminals to check, listed first',
  'fleet.toCheckAtLeast': '{{count}} terminals to check, and perhaps more',
  'fleet.none': 'No terminal is enrolled yet. The first one appears here by itself.',
  'fleet.noneFound': 'No terminal, touchpoint or location has “{{search}}” in its name.',
  'fleet.unaccountedMeaning':
    'Unaccounted for: the terminal gave out these numbers, but neither it nor Glimlach has what was pressed. It went with a lost disk, or a number was skipped.',
  'fleet.search': 'Search by name or place',
  'fleet.onlyTroubled': 'To check',
  'fleet.more': 'Show more',
  'fleet.neverSeen': 'not heard of yet',
  'fleet.stale': 'As it was at {{time}}',
  'fleet.forbidden': 'The terminals are looked after by others',
  'fleet.forbiddenLead':
    'Managers, analysts and IT see this page. Ask whoever manages Glimlach if you need it too.',

  'balance.made': 'made',
  'balance.stored': 'stored',
  'balance.queued': 'waiting',
  'balance.parked': 'parked',
  'balance.unaccounted': 'unaccounted for',

  'trouble.unaccounted': 'Unaccounted for',
  'trouble.lost': 'Lost ledger',
  'trouble.full': 'Storage full',
  'trouble.failing': 'Storage failing',
  'trouble.screen': 'Screen',
  'trouble.box': 'Button box',
  'trouble.configuration': 'Old configuration',
  'trouble.cloned': 'Cloned disk',
  'trouble.parked': 'Parked',
  'trouble.oneStore': 'One store only',
  'trouble.silent': 'Silent',

  'box.searching': 'Looking for a button box: {{detail}}',
  'box.stale': 'Box {{box}} is silent',
  'box.stuck': 'Button {{button}} of box {{box}} is stuck',
  'box.chatter': 'Button {{button}} of box {{box}} has a bad contact',
  'box.more_one': 'and one more',
  'box.more_other': 'and {{count}} more',

  'storage.ok': 'Both stores work',
  'storage.journal-only': 'Only the journal works; the browser’s store does not',
  'storage.outbox-only': 'Only the browser’s store works; the journal does not',
  'storage.failing': 'Nothing can be written',
  'storage.full': 'Full: nothing more can be kept',

  'terminal.back': 'All terminals',
  'terminal.loading': 'Getting the terminal',
  'terminal.unknown': 'The terminal could not be loaded',
  'terminal.balance': 'Balance',
  'terminal.balances':
    'The books balance. What waits is still at the terminal; what is parked was rejected and is kept there.',
  'terminal.lostMeaning':
    'Lost ledger: the terminal no longer has the disk these numbers were kept on. What was pressed there and had not been sent is gone.',
  'terminal.clonedMeaning':
    'Cloned disk: two terminals gave out the same number, so one works with a copy of the other’s disk. Both keep counting; set one of them up anew.',
  'terminal.seen': 'Last heard of',
  'terminal.storage': 'Storage',
  'terminal.version': 'Version',
  'terminal.electron': 'app',
  'terminal.browser': 'browser',
  'terminal.enrolled': 'Enrolled',

  'ledgers.title': 'Ledgers',
  'ledgers.lead':
    'Each is one unbroken numbering. A terminal begins a new one after its disk was lost.',
  'ledgers.none': 'This terminal has not recorded anything yet.',
  'ledgers.lost': 'Lost',
  'ledgers.stated': 'Last stated',
  'ledgers.gaps': 'Missing numbers: {{numbers}}.',
  'ledgers.otherLost_one': '{{count}} more is known to be lost.',
  'ledgers.otherLost_other': '{{count}} more are known to be lost.',

  'parked.title': 'Parked events',
  'parked.loading': 'Getting the parked events',
  'parked.none': 'None: Glimlach has accepted everything this terminal sent.',
  'parked.lead':
    'Glimlach could not accept these. They stay at the terminal and hold up nothing; this is a copy of what it sent.',
  'parked.onlyThere': 'The terminal keeps them; Glimlach has no copy to show.',
  'parked.export': 'Export',
  'parked.sendAgain': 'Send again',
  'parked.askIt': 'IT can have them sent again.',
  'parked.confirm': 'Send the parked events again?',
  'parked.confirmLead':
    '{{name}} hears of it with its next heartbeat, within about a minute while it is connected, and sends them once more. What still cannot be accepted stays parked.',
  'parked.cancel': 'Cancel',
  'parked.asked': 'Asked. {{name}} sends them with its next heartbeat.',
  'parked.notAsked': 'Not asked. {{reason}}',
  'parked.number': 'Number {{number}}',
  'parked.noNumber': 'No number',
  'parked.bytes': 'What was sent',

  'reason.invalid': 'Not an event Glimlach knows',
  'reason.wrong-id': 'Sent under another id',
  'reason.conflict': 'Its id is taken by other content',

  'connection.connecting': 'Connecting',
  'connection.live': 'Live',
  'connection.reconnecting': 'Offline',
  'connection.banner': 'No connection since {{time}}',
  'connection.bannerLead': 'You may be missing alerts. This page keeps trying by itself.',
  'connection.tryNow': 'Try now',

  'noEntry.title': 'That did not work',
  'noEntry.retry': 'Try again',
  'noEntry.toAlerts': 'To the alerts',

  'sound.on': 'Sound on',
  'sound.off': 'Sound off',
  'sound.blocked': 'Turn sound on',
  'sound.unsupported': 'No sound here',
  'sound.onHint': 'A chime plays for every new alert. Click to turn it off.',
  'sound.offHint': 'New alerts arrive silently. Click to turn the chime on.',
  'sound.blockedHint': 'The browser keeps sound off until you click here.',
  'sound.unsupportedHint': 'This browser cannot play sound, so new alerts arrive silently.',

  'menu.open': 'Menu',
  'menu.language': 'Language',
  'menu.appearance': 'Appearance',
  'menu.auto': 'As on this device',
  'menu.light': 'Light',
  'menu.dark': 'Dark',
  'menu.keys': 'Letter keys (J, K, A …)',
  'menu.signOut': 'Sign out',

  'failure.unreachable': 'Glimlach cannot be reached. Check the network and try again.',
  'failure.signedOut': 'You are not signed in any more.',
  'failure.wrongCredentials':
    'This e-mail and password do not go together. Check both and try again.',
  'failure.forbidden': 'Your account has no access to this store. Ask whoever manages Glimlach.',
  'failure.foreignOrigin':
    'Glimlach does not know this address. Open it at the address you were given.',
  'failure.notFound': 'It is not there any more.',
  'failure.tooMany': 'Too many tries. Wait a moment and try again.',
  'failure.tooManyFor_one': 'Too many tries. Try again in {{count}} second.',
  'failure.tooManyFor_other': 'Too many tries. Try again in {{count}} seconds.',
  'failure.hubError': 'Something went wrong at Glimlach, not with you. Try again in a moment.',
  'failure.unreadable': 'This page is out of date. Reload it and try again.',

  ...settingsEn,
} as const;

type Names = keyof typeof en;

/** A message in one language for every name. */
export type Catalogue = Readonly<Record<Names, string>>;

/** What a screen asks for: plural forms go by the name before `_one` and `_other`. */
export type MessageName = Names extends infer Name
  ? Name extends `${infer Stem}_${'one' | 'other'}`
    ? Stem
    : Name
  : never;
