/** What `npm start` shows the kiosk in. */
export type StartShell = 'electron' | 'browser' | 'none';

export type ShellWish = StartShell | 'best';

/** Reads `GLIMLACH_SHELL`; throws one line when it is none of the shells. */
export function readShellWish(env: Readonly<Record<string, string | undefined>>): ShellWish {
  const wish = env['GLIMLACH_SHELL'] ?? '';
  if (wish === '') {
    return 'best';
  }
  if (wish === 'electron' || wish === 'browser' || wish === 'none') {
    return wish;
  }
  throw new Error(
    `GLIMLACH_SHELL is "${wish}": set it to electron, browser or none, or leave it out.`,
  );
}

/** What this machine offers an Electron window. */
export type Desktop = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
};

/** Why no Electron window can open here, whatever is installed; null when one can. */
export function whyNoWindow({ platform, env, isRoot }: Desktop): string | null {
  const hasDisplay =
    platform === 'darwin' ||
    platform === 'win32' ||
    (env['DISPLAY'] ?? '') !== '' ||
    (env['WAYLAND_DISPLAY'] ?? '') !== '';
  if (!hasDisplay) {
    return 'there is no display (DISPLAY and WAYLAND_DISPLAY are not set)';
  }
  if (isRoot && platform === 'linux') {
    return 'Electron does not run as root with its sandbox on; start as another user';
  }
  return null;
}
