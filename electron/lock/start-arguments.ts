/** Switches that fit the terminal to its screen, graphics and network, and open nothing. */
const ALLOWED_SWITCHES: ReadonlySet<string> = new Set([
  'disable-gpu',
  'disable-gpu-compositing',
  'enable-wayland-ime',
  'force-device-scale-factor',
  'force-renderer-accessibility',
  'ignore-gpu-blocklist',
  'lang',
  'no-proxy-server',
  'ozone-platform',
  'ozone-platform-hint',
  'password-store',
  'proxy-bypass-list',
  'proxy-pac-url',
  'proxy-server',
  'touch-devices',
  'touch-events',
  'use-angle',
  'use-gl',
]);

/**
 * What is wrong with the arguments of a locked terminal, in one line that repeats no value; null when nothing is.
 * A list of what is allowed: Chromium has far more switches that open a terminal (a debugger's port, an extension, no
 * sandbox) than ones it needs.
 *
 * @param args without the program's own path.
 */
export function problemOfArguments(args: readonly string[]): string | null {
  for (const argument of args) {
    // Chromium takes one dash or two, and on Windows a slash; after a bare `--` come addresses to open.
    const name = /^(?:--?|\/)([a-z][a-z0-9-]*)(?:=|$)/i.exec(argument)?.[1]?.toLowerCase();
    if (name === undefined) {
      return `A locked terminal opens nothing that is named on its command line. ${WHAT_TO_DO}`;
    }
    if (!ALLOWED_SWITCHES.has(name)) {
      return `The switch --${name.slice(0, 60)} is not for a locked terminal. ${WHAT_TO_DO}`;
    }
  }
  return null;
}

const WHAT_TO_DO = 'Leave it out, or set GLIMLACH_KIOSK=0 for a window that is not locked.';
