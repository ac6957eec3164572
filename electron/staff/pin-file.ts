import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PinAttempts } from '../../contract/pin-attempts.ts';
import type { PinGateParts } from '../../contract/pin-gate.ts';
import { writeFileAtomically } from '../atomic-file.ts';

/** Where the terminal's folder keeps how often a wrong PIN was given. */
export function pinFile(terminalDir: string): Pick<PinGateParts, 'load' | 'save'> {
  const path = join(terminalDir, 'staff-pin.json');
  return {
    async load() {
      let text: string;
      try {
        text = await readFile(path, 'utf8');
      } catch (thrown) {
        const missing = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
        return missing ? null : 'damaged';
      }
      try {
        return PinAttempts.parse(JSON.parse(text));
      } catch {
        return 'damaged';
      }
    },
    save: (attempts) => writeFileAtomically(path, `${JSON.stringify(attempts)}\n`),
  };
}
