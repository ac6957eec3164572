/** English: every text of what follows a press. */
export const en = {
  'flow.skip': 'Skip',
  'flow.done': 'Done',
  'flow.send': 'Send',
  'flow.goOn': 'Go on',
  'flow.place': 'Question {{place}} of {{count}}',
  'flow.closes': 'This page closes by itself after {{seconds}} seconds without a touch.',
  'flow.closesSoon': 'Still there? Touch the screen.',
  'flow.oneMoment': 'One moment …',
  'flow.failed.title': 'That did not work',
  'flow.failed.text': 'What was written could not be kept. That is our fault, not yours.',
  'choice.several': 'More than one is fine.',
  'text.label': 'In your own words',
  'contact.question': 'How can we reach you?',
  'contact.name': 'Name',
  'contact.phone': 'Phone',
  'contact.email': 'E-mail',
  'contact.consent': 'Yes, contact me about this visit. These details are used for nothing else.',
  'contact.noReach': 'Enter a phone number or an e-mail address.',
  'contact.noConsent': 'Tick the box first.',
  'offer.call-back': 'Call me back',
  'offer.ask-staff': 'Ask our staff now',
  'offer.follow-up.title': 'Tell us more on your phone',
  'offer.follow-up.text': 'Point the camera at the code.',
  'offer.review.title': 'Would you tell others?',
  'offer.review.text': 'Point the camera at the code and write a review.',
  'offer.code': 'QR code',
  'help.asked.title': 'Our staff has been asked',
  'help.asked.text': 'Please wait here. You will see it when someone is coming.',
  'help.coming.title': 'Someone is coming',
  'help.coming.text': 'Just a moment more.',
  'keyboard.name': 'On-screen keyboard',
  'keyboard.shift': 'Capital letter',
  'keyboard.backspace': 'Delete the last character',
  'keyboard.space': 'Space',
  'keyboard.letters': 'Letters',
  'keyboard.symbols': 'Digits and signs',
} as const;

export type FlowTextKey = keyof typeof en;

/** Every text of what follows a press in one language. */
export type FlowCatalogue = { readonly [Key in FlowTextKey]: string };
