/** English, and the list of every message there is. Plural forms end in `_one` and `_other`. */
export const en = {
  'app.name': 'Glimlach',
  'page.alerts': 'Alerts',
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

  'board.loading': 'Getting the alerts',
  'board.needed_one': 'One place needs you',
  'board.needed_other': '{{count}} places need you',
  'board.calm': 'Nobody is unhappy right now',
  'board.calmLead': 'New alerts appear here by themselves. Just leave this page open.',
  'board.calmBefore': 'All was calm at {{time}}',
  'board.calmBeforeLead': 'What happened since is not known yet.',
  'board.unknown': 'The alerts could not be loaded',
  'board.open': 'Open alerts',
  'board.late': 'Arrived late',
  'board.lateLead': 'Pressed while the terminal had no connection. Have a look when it suits you.',
  'board.pickedUp': 'Picked up',
  'board.keysMove': 'Next and previous',
  'board.keysAct': 'I’m on it',

  'alert.presses_one': '{{count}} press',
  'alert.presses_other': '{{count}} presses',
  'alert.acknowledge': 'I’m on it',
  'alert.acknowledgeNamed': 'I’m on it: {{place}}',
  'alert.by': 'by {{name}}',
  'alert.lateMark': 'Arrived late',
  'alert.unassigned': 'Terminal {{name}}',
  'alert.noLocation': 'Not assigned to a place yet',
  'alert.notTaken': 'Not picked up yet. {{reason}}',
  'alert.announce': 'New alert: {{place}}',

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
  'menu.keys': 'Letter keys (J, K, A)',
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
