/** English: the complete catalogue, and what a terminal falls back to. Its keys are the keys of every other. */
export const en = {
  'rating.positive': 'Good',
  'rating.neutral': 'So-so',
  'rating.negative': 'Bad',
  'rating.veryPositive': 'Very good',
  'rating.veryNegative': 'Very bad',
  'scale.place': '{{name}}, {{value}} of {{count}}',
  'thumbs.up': 'Thumbs up',
  'thumbs.down': 'Thumbs down',
  'ends.csat.lowest': 'Very dissatisfied',
  'ends.csat.highest': 'Very satisfied',
  'ends.nps.lowest': 'Not at all likely',
  'ends.nps.highest': 'Extremely likely',
  'ends.ces.lowest': 'Strongly disagree',
  'ends.ces.highest': 'Strongly agree',
  'starting.title': 'Starting',
  'start.question': 'How was it?',
  'start.languages': 'Language',
  'start.language': 'Language: {{name}}',
  'messages.title': 'You said, we did',
  'messages.said': 'You said',
  'messages.did': 'We did',
  'notice.storageFull': 'Storage is full',
  'notice.clock': 'The clock is wrong',
  'notice.staff': 'Staff: please report this',
  'thanks.positive.title': 'How lovely!',
  'thanks.positive.text': 'Thank you for the smile.',
  'thanks.neutral.title': 'Thank you!',
  'thanks.neutral.text': 'It is good to know.',
  'thanks.negative.title': 'We are sorry.',
  'thanks.negative.text': 'Thank you for telling us. We take this seriously.',
  'notSaved.title': 'That did not work',
  'notSaved.text':
    'Your answer could not be kept. That is our fault, not yours. Thank you for trying.',
  'notSaved.staffTitle': 'For staff',
  'notSaved.staffText':
    'This terminal cannot write to its storage. Please restart it. If this page returns, tell the people who look after it: the disk may be full or broken.',
  'setUp.title': 'Set up this terminal',
  'setUp.steps': 'Steps',
  'setUp.step.hub': 'Hub',
  'setUp.step.key': 'Key',
  'setUp.step.enrolled': 'Enrolled',
  'setUp.hubUrl': 'Hub address',
  'setUp.elsewhere.title': 'The kiosk is open in another window',
  'setUp.elsewhere.text': 'This window takes over when that one is closed.',
  'setUp.noStorage.title': 'Nothing can be stored here',
  'setUp.noStorage.text':
    'The browser gives this page no storage, so answers could not be kept. Leave private mode and allow site data. It is tried again by itself.',
  'setUp.noHub.title': 'No hub address yet',
  'setUp.noHub.text':
    'Give the address in GLIMLACH_HUB_URL or in the provisioning file, then start this terminal again.',
  'setUp.needsKey.title': 'Enter the enrolment key',
  'setUp.needsKey.text': 'Whoever manages the hub can give you one.',
  'setUp.enrolling.title': 'Enrolling this terminal',
  'setUp.enrolling.text': 'One moment: the hub is checking the key.',
  'setUp.keyRefused.title': 'The hub refused this key',
  'setUp.keyRefused.text': 'It may be mistyped, used up or revoked. Enter another one.',
  'setUp.unreachable.title': 'The hub cannot be reached',
  'setUp.unreachable.text':
    'Check the network and the address. The terminal keeps trying by itself.',
  'setUp.detail': 'Detail: {{detail}}',
  'setUp.key.label': 'Enrolment key',
  'setUp.key.missing': 'Enter the key first.',
  'setUp.key.enrol': 'Enrol',
} as const;

/** The name of a text. */
export type TextKey = keyof typeof en;

/** Every text in one language. */
export type Catalogue = { readonly [Key in TextKey]: string };
