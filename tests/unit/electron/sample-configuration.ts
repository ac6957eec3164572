import { TerminalConfiguration } from '../../../contract/terminal-configuration.ts';
import type { TerminalIdentity } from '../../../contract/terminal-identity.ts';

const hubId = (serial: number) => `7e1f0c1a-0000-4000-8000-00000000000${serial}`;

export const IDENTITY: TerminalIdentity = {
  terminalId: hubId(1),
  organizationId: hubId(2),
  issuer: 'https://hub.example.com',
};

export const CONFIGURATION = TerminalConfiguration.parse({
  version: 4,
  terminal: { id: hubId(1), name: 'Exit left' },
  touchpoint: { id: hubId(3), name: 'Exit', location: { id: hubId(4), name: 'Utrecht' } },
  questionnaire: {
    id: hubId(5),
    version: 2,
    kind: 'smileys-3',
    question: { nl: 'Hoe was het?', en: 'How was it?' },
  },
  languages: ['nl', 'en'],
  buttons: { '0': 'positive', '1': 'neutral', '2': 'negative', '5': 'staff' },
  thanksMs: 3_000,
  heartbeatMs: 60_000,
});
