import type { BoxStatus } from '../../../contract/box-status.ts';
import type {
  BoxTestPress,
  DiskCheck,
  HubReach,
  MachineStatus,
  UnlockReply,
} from '../../../contract/staff-ipc.ts';

/** Where something for staff was put: a file on the terminal, or a download of the browser's. */
export type SavedFile =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'download'; readonly name: string };

/**
 * What the staff menu asks of the shell it runs in. Whatever is not there for a shell says so in its type; everything
 * else may reject, with a line that says why.
 */
export interface StaffHost {
  unlock(pin: string): Promise<UnlockReply>;
  /** The menu closes. Never rejects. */
  lock(): void;
  /** Null where the shell knows nothing of its machine. */
  machine(): Promise<MachineStatus | null>;
  /** Null where there can be no boxes. */
  readonly boxes: StaffBoxes | null;
  /** Of the disk the journal is on; null where there is no journal. */
  checkDisk(): Promise<DiskCheck | null>;
  /** Null where the shell says no more of a failed connection than that it failed. */
  reachHub(): Promise<HubReach | null>;
  /** `writing`: not now, an event is on its way to the stores. */
  restart(): Promise<'restarting' | 'writing'>;
  saveReport(html: string): Promise<SavedFile>;
  saveExport(json: string): Promise<SavedFile>;
}

export type StaffBoxes = {
  /** While on, presses are told and recorded nowhere; it ends by itself after two minutes. */
  readonly test: (on: boolean) => Promise<void>;
  readonly signal: (what: 'lamps' | 'buzzer' | 'beacon') => Promise<void>;
  /** Somebody is here: no box calls any more. */
  readonly stopCalling: () => Promise<void>;
  /** Returns a function that ends it, as below. */
  readonly onPress: (listener: (press: BoxTestPress) => void) => () => void;
  readonly onStatuses: (listener: (statuses: readonly BoxStatus[]) => void) => () => void;
};
