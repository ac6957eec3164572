import { createBrowserStaffHost } from './host/browser-staff-host.ts';
import { createElectronStaffHost } from './host/electron-staff-host.ts';
import type { StaffHost } from './host/staff-host.ts';
import type { StaffParts } from './staff-parts.ts';

/** One for the page: it counts the tries at the PIN also where the browser keeps nothing. */
let inBrowser: StaffHost | null = null;

export function openStaffHost(parts: Pick<StaffParts, 'clock' | 'configuration'>): StaffHost {
  if (window.glimlach !== undefined) {
    return createElectronStaffHost(window.glimlach);
  }
  inBrowser ??= createBrowserStaffHost({
    clock: parts.clock,
    pin: () => parts.configuration()?.staffPin ?? null,
    memory: localStorage,
    download,
    reload: () => location.reload(),
  });
  return inBrowser;
}

/** How long a browser may take to fetch what it was given; an address that is never let go of holds its content. */
const LET_GO_AFTER_MS = 60_000;

function download(name: string, type: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), LET_GO_AFTER_MS);
}
