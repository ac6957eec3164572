import { describe, expect, it } from 'vitest';
import { problemOfArguments } from '../../../../electron/lock/start-arguments.ts';

describe('the arguments of a locked terminal', () => {
  it.each([
    [[]],
    [['--ozone-platform=wayland', '--force-device-scale-factor=1.5', '-touch-events=enabled']],
    [['--proxy-server=http://proxy.example:3128', '--DISABLE-GPU', '/lang=nl']],
  ])('may fit it to its screen and network: %s', (args) => {
    expect(problemOfArguments(args)).toBeNull();
  });

  it.each([
    ['--remote-debugging-port=9222', 'remote-debugging-port'],
    ['--remote-debugging-pipe', 'remote-debugging-pipe'],
    ['--inspect', 'inspect'],
    ['--inspect-brk=0.0.0.0:9229', 'inspect-brk'],
    ['--load-extension=/tmp/x', 'load-extension'],
    ['--disable-web-security', 'disable-web-security'],
    ['--no-sandbox', 'no-sandbox'],
    ['-no-sandbox', 'no-sandbox'],
    ['/no-sandbox', 'no-sandbox'],
    ['--No-Sandbox', 'no-sandbox'],
    ['--renderer-cmd-prefix=xterm', 'renderer-cmd-prefix'],
    ['--host-rules=MAP * 127.0.0.1', 'host-rules'],
    ['--ignore-certificate-errors', 'ignore-certificate-errors'],
    ['--user-data-dir=/tmp/x', 'user-data-dir'],
    ['--js-flags=--expose-gc', 'js-flags'],
  ])('may not open it: %s', (argument, name) => {
    expect(problemOfArguments(['--lang=nl', argument])).toBe(
      `The switch --${name} is not for a locked terminal. ` +
        'Leave it out, or set GLIMLACH_KIOSK=0 for a window that is not locked.',
    );
  });

  it.each(['https://example.com/', '/etc/passwd', 'file.html', '--', '-', '', '--lang nl'])(
    'name nothing to open: "%s"',
    (argument) => {
      expect(problemOfArguments([argument])).toBe(
        'A locked terminal opens nothing that is named on its command line. ' +
          'Leave it out, or set GLIMLACH_KIOSK=0 for a window that is not locked.',
      );
    },
  );

  it('repeats no value', () => {
    expect(problemOfArguments(['--proxy-auth=somebody:secret'])).not.toContain('secret');
  });
});
