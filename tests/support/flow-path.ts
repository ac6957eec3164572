import type { Step } from '../../contract/questionnaire.ts';
import { type FlowPath, thanksAlone } from '../../renderer/kiosk/flow-path.ts';

export const REASON: Extract<Step, { kind: 'choice' }> = {
  kind: 'choice',
  id: 'reason',
  question: { en: 'What was it about?' },
  choices: [
    { id: 'waiting', icon: 'waiting', label: { en: 'Waiting time' } },
    { id: 'staff', icon: 'staff', label: { en: 'Staff' } },
  ],
  several: false,
};
export const WORDS: Extract<Step, { kind: 'text' }> = {
  kind: 'text',
  id: 'words',
  question: { en: 'What happened?' },
};
export const CONTACT: Extract<Step, { kind: 'contact' }> = {
  kind: 'contact',
  id: 'contact',
  question: { en: 'May we call?' },
  consent: null,
};

/** A thank-you of 4 s and nothing after it, unless it says otherwise. */
export function flowPath(more: Partial<FlowPath> = {}): FlowPath {
  return { ...thanksAlone(4_000), ...more };
}
