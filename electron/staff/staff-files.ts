import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isReport } from '../../contract/staff-report.ts';
import { writeFileAtomically } from '../atomic-file.ts';

/** Of each kind, the newest: they lie on the disk that presses need. */
export const KEPT_FILES = 20;

export type StaffFiles = {
  /** Resolves with the path. Rejects where it is no report, or cannot be written. */
  saveReport(html: string): Promise<string>;
  saveExport(json: string): Promise<string>;
};

/** What staff take along from the terminal, in a folder each, named by the moment it was made. */
export function staffFilesIn(terminalDir: string, wallMs: () => number): StaffFiles {
  async function save(kind: string, extension: string, content: string): Promise<string> {
    const folder = join(terminalDir, kind);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const kept = (await readdir(folder)).filter((name) => name.endsWith(`.${extension}`));
    const name = freeName(new Date(wallMs()), extension, new Set(kept));
    const path = join(folder, name);
    await writeFileAtomically(path, content);
    for (const old of kept.toSorted().slice(0, Math.max(0, kept.length + 1 - KEPT_FILES))) {
      await rm(join(folder, old), { force: true });
    }
    return path;
  }

  return {
    async saveReport(html) {
      if (!isReport(html)) {
        throw new Error('This is no report of a site acceptance test.');
      }
      return save('reports', 'html', html);
    },
    saveExport: (json) => save('parked', 'json', json),
  };
}

/** Such as `2026-11-22T18-05-09Z.html`; `2026-11-22T18-05-09Z-2.html` when that is taken. */
function freeName(at: Date, extension: string, taken: ReadonlySet<string>): string {
  const moment = at.toISOString().replace(/\.\d+/, '').replaceAll(':', '-');
  let name = `${moment}.${extension}`;
  for (let more = 2; taken.has(name); more += 1) {
    name = `${moment}-${more}.${extension}`;
  }
  return name;
}
