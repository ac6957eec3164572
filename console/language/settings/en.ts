/** What the settings, the profile and the page of an invitation say. */
export const settingsEn = {
  'page.settings': 'Settings',
  'page.profile': 'My messages',
  'page.join': 'Invitation',

  'join.loading': 'Looking up the invitation',
  'join.title': 'Welcome to {{organization}}',
  'join.lead': '{{name}} invited you. Choose a password and you are in.',
  'join.leadAccount': '{{name}} invited you. You have an account already: its password is enough.',
  'join.leadEither':
    '{{name}} invited you. Use the password of your account, or choose one if you have none yet.',
  'join.name': 'Your name',
  'join.nameMissing': 'Fill in your name, as colleagues know you.',
  'join.password': 'Choose a password',
  'join.passwordHint': 'At least {{count}} characters. A short sentence is easy to remember.',
  'join.passwordShort': 'This is too short: use at least {{count}} characters.',
  'join.passwordLong': 'This is too long: use at most 128 characters.',
  'join.submit': 'Accept the invitation',
  'join.wrongPassword':
    'This is not the password of your account. Try it again, or ask your administrator.',
  'join.gone': 'This invitation does not work any more',
  'join.goneLead':
    'It works once, within 7 days, and it can be withdrawn. Ask whoever sent it for a new one.',
  'join.unknown': 'The invitation could not be loaded',
  'join.toSignIn': 'I have an account: sign in',

  'settings.loading': 'One moment',

  'form.save': 'Save',
  'form.saved': 'Saved.',
  'form.remove': 'Remove',
  'form.lookAt': 'This could not be saved yet. Look at what is marked.',
  'form.signInBeside': 'Sign in in another tab, then save again here',

  'leave.title': 'Leave without saving?',
  'leave.lead': 'What you changed on this page is lost then.',
  'leave.stay': 'Stay here',
  'leave.go': 'Leave',

  'fault.missing': 'Fill this in.',
  'fault.tooShort_one': 'Use at least {{count}} character.',
  'fault.tooShort_other': 'Use at least {{count}} characters.',
  'fault.tooLong_one': 'Use at most {{count}} character.',
  'fault.tooLong_other': 'Use at most {{count}} characters.',
  'fault.tooMany_one': 'Choose at most {{count}}.',
  'fault.tooMany_other': 'Choose at most {{count}}.',
  'fault.atLeast': 'At least {{min}}.',
  'fault.atMost': 'At most {{max}}.',
  'fault.email': 'Fill in an e-mail address, like anna@example.com.',
  'fault.url': 'Fill in an address that begins with https://.',
  'fault.unreadable': 'Look at this once more.',

  'refusal.changedMeanwhile': 'Somebody else changed or deleted this while you were working on it.',
  'refusal.policyInUse': 'There are rules that use this. Give them another one first.',
  'refusal.alreadyMember': 'This person belongs to Glimlach already. Give the role on their page.',
  'refusal.lastAdmin':
    'Nobody would be left who is administrator everywhere. Make somebody else one first.',
  'refusal.otherOrganization':
    'This account belongs to another organization already. Ask to be invited under another e-mail address.',

  'hours.timeZone': 'Time zone',
  'hours.world': 'World',
  'hours.from': '{{of}}, from',
  'hours.until': '{{of}}, until',
  'hours.nextDay': 'next day',
  'hours.wholeDay': 'all day',

  'profile.lead': 'How Glimlach reaches you, and when not.',
  'profile.name': 'Name',
  'profile.language': 'Language of messages',
  'profile.languageHint': 'Of e-mails and notifications. This page has its own, in the menu.',
  'profile.email': 'E-mail',
  'profile.noMail': 'This hub has no mail server yet: no e-mail goes out.',
  'profile.push': 'Notifications',
  'profile.pushHint': 'On every phone and computer that is listed below.',
  'profile.test.email': 'Send a test by e-mail',
  'profile.test.push': 'Send a test notification',
  'profile.testSent': 'On its way.',

  'devices.title': 'Devices',
  'devices.lead': 'Phones and computers that get notifications, also while Glimlach is closed.',
  'devices.none': 'None yet.',
  'devices.removeNamed': 'Remove {{name}}',

  'quiet.title': 'Quiet hours',
  'quiet.hint': 'Nothing disturbs you then. Afterwards one message sums up what happened.',
  'quiet.on': 'Keep quiet hours',
  'quiet.days': 'Quiet hours {{number}}',
  'quiet.more': 'Add other hours',
} as const;
