import {
  adopt,
  type HeldConfiguration,
  isRefused,
  NOTHING_HELD,
  trialFailed,
} from '../../contract/held-configuration.ts';
import { readConfiguration } from '../../contract/read-configuration.ts';
import type { TerminalConfiguration } from '../../contract/terminal-configuration.ts';

/** Like `localStorage`: written at once, also by a page that is about to go. */
export type TrialMemory = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Where the configurations lie. A rejection means that nothing was written. */
export type ConfigurationStore = {
  read(): Promise<unknown>;
  write(held: HeldConfiguration): Promise<void>;
};

/** The last good configurations in a browser, where a page that comes down can only be seen by the page after it. */
export type BrowserConfiguration = {
  held(): HeldConfiguration;
  save(next: TerminalConfiguration): Promise<'taken' | 'refused'>;
  /** The page has stood with what is in force for long enough. */
  stood(): Promise<void>;
  /** The page goes in order, and not because it came down. */
  leaving(): void;
};

const KEY = 'glimlach-configuration-trial';
/** Each page with a new configuration counts as come down until it has stood. */
const PAGES_ON_TRIAL = 2;

/** Reads what is held; sets aside a configuration with which two pages came down. Call it once a page. */
export async function openBrowserConfiguration(
  store: ConfigurationStore,
  memory: TrialMemory,
): Promise<BrowserConfiguration> {
  let held = heldFrom(await store.read());
  let pages = held.trial === null ? 0 : Number(memory.getItem(KEY) ?? 0);
  if (held.trial !== null && pages >= PAGES_ON_TRIAL) {
    held = trialFailed(trialFailed(held));
    await store.write(held);
  }
  const count = (next: number): void => {
    pages = next;
    if (pages > 0) {
      memory.setItem(KEY, String(pages));
    } else {
      memory.removeItem(KEY);
    }
  };
  count(held.trial === null ? 0 : pages + 1);

  return {
    held: () => held,
    async save(next) {
      if (isRefused(held, next)) {
        return 'refused';
      }
      const adopted = adopt(held, next);
      if (adopted !== held) {
        if (adopted.trial !== held.trial) {
          count(adopted.trial === null ? 0 : 1);
        }
        held = adopted;
        await store.write(held);
      }
      return 'taken';
    },
    async stood() {
      if (held.trial !== null) {
        held = { ...held, trial: null, refused: null };
        count(0);
        await store.write(held);
      }
    },
    leaving() {
      if (held.trial !== null) {
        count(pages - 1);
      }
    },
  };
}

/** What cannot be read is as good as not there; the one before it stands in for the one in force. */
function heldFrom(json: unknown): HeldConfiguration {
  if (typeof json !== 'object' || json === null) {
    return NOTHING_HELD;
  }
  const { configuration, previous, trial, refused } = json as Record<string, unknown>;
  const inForce = read(configuration);
  const before = read(previous);
  return {
    configuration: inForce ?? before,
    previous: before,
    trial:
      inForce !== null && before !== null && typeof trial === 'object' && trial !== null
        ? { failures: 0 }
        : null,
    refused: typeof refused === 'number' ? refused : null,
  };
}

function read(json: unknown): TerminalConfiguration | null {
  const found = readConfiguration(json);
  return found.ok ? found.configuration : null;
}
