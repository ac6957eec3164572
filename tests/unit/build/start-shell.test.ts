import { describe, expect, it } from 'vitest';
import { readShellWish, whyNoWindow, type Desktop } from '../../../build/start-shell.ts';

describe('readShellWish', () => {
  it('takes the best shell when nothing is said', () => {
    expect([readShellWish({}), readShellWish({ GLIMLACH_SHELL: '' })]).toEqual(['best', 'best']);
  });

  it('takes the shell that is named, and refuses any other name in one line', () => {
    expect(readShellWish({ GLIMLACH_SHELL: 'none' })).toBe('none');
    expect(() => readShellWish({ GLIMLACH_SHELL: 'firefox' })).toThrow(
      'GLIMLACH_SHELL is "firefox": set it to electron, browser or none, or leave it out.',
    );
  });
});

describe('whyNoWindow', () => {
  it('finds nothing in the way on a desktop', () => {
    const desktops: readonly Desktop[] = [
      { platform: 'linux', env: { DISPLAY: ':0' }, isRoot: false },
      { platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' }, isRoot: false },
      { platform: 'darwin', env: {}, isRoot: true },
      { platform: 'win32', env: {}, isRoot: false },
    ];
    expect(desktops.map(whyNoWindow)).toEqual([null, null, null, null]);
  });

  it('misses a display', () => {
    expect(whyNoWindow({ platform: 'linux', env: { DISPLAY: '' }, isRoot: false })).toBe(
      'there is no display (DISPLAY and WAYLAND_DISPLAY are not set)',
    );
  });

  it('keeps the sandbox rather than run as root', () => {
    expect(whyNoWindow({ platform: 'linux', env: { DISPLAY: ':0' }, isRoot: true })).toBe(
      'Electron does not run as root with its sandbox on; start as another user',
    );
  });
});
