import type { BoxStatus } from '../../../contract/box-status.ts';
import type { TerminalConfiguration } from '../../../contract/terminal-configuration.ts';
import type { StaffHost } from '../host/staff-host.ts';
import type { StaffWords } from '../language/staff-words.ts';
import type { StaffParts } from '../staff-parts.ts';

/** What every page of the menu is given. */
export type StaffPageProps = {
  readonly parts: StaffParts;
  readonly host: StaffHost;
  readonly words: StaffWords;
  readonly configuration: TerminalConfiguration;
  /** As they are now; null while that is not known. */
  readonly boxes: readonly BoxStatus[] | null;
};
