import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTerminalConfig } from '../../../electron/config.ts';

const DEFAULT_DIR = '/home/kiosk/.config/glimlach-terminal';
const DEFAULTS = { terminalDir: DEFAULT_DIR, kiosk: false };

const noFile = (path: string): never => {
  throw new Error(`ENOENT: ${path}`);
};

describe('terminal configuration', () => {
  it('needs nothing', () => {
    const environment = { GLIMLACH_HUB_URL: '', GLIMLACH_SERIAL: '', PATH: '/usr/bin' };
    expect(readTerminalConfig(environment, DEFAULTS, noFile)).toEqual({
      ok: true,
      config: {
        hubUrl: null,
        enrolmentKey: null,
        provisioningFile: null,
        serialPath: null,
        buttonsFile: null,
        terminalDir: DEFAULT_DIR,
        kiosk: false,
      },
    });
  });

  it('takes everything', () => {
    const environment = {
      GLIMLACH_HUB_URL: 'https://hub.example.com/',
      GLIMLACH_ENROLMENT_KEY: 'demo-key-1',
      GLIMLACH_SERIAL: '/dev/ttyACM0',
      GLIMLACH_TERMINAL_DIR: '/var/lib/glimlach',
      GLIMLACH_KIOSK: '1',
    };
    expect(readTerminalConfig(environment, DEFAULTS, noFile)).toEqual({
      ok: true,
      config: {
        hubUrl: 'https://hub.example.com',
        enrolmentKey: 'demo-key-1',
        provisioningFile: null,
        serialPath: '/dev/ttyACM0',
        buttonsFile: null,
        terminalDir: '/var/lib/glimlach',
        kiosk: true,
      },
    });
  });

  it('takes a file that says which buttons there are, but not beside a port', () => {
    const environment = { GLIMLACH_BOXES: '/etc/glimlach/boxes.json' };
    expect(readTerminalConfig(environment, DEFAULTS, noFile)).toMatchObject({
      config: { serialPath: null, buttonsFile: '/etc/glimlach/boxes.json' },
    });
    expect(
      readTerminalConfig({ ...environment, GLIMLACH_SERIAL: 'auto' }, DEFAULTS, noFile),
    ).toEqual({
      ok: false,
      problem:
        'GLIMLACH_SERIAL and GLIMLACH_BOXES are both set; name the port in the file of GLIMLACH_BOXES.',
    });
  });

  it.each(['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080'])(
    'takes %s, because it does not leave the machine',
    (hubUrl) => {
      expect(readTerminalConfig({ GLIMLACH_HUB_URL: hubUrl }, DEFAULTS, noFile)).toMatchObject({
        config: { hubUrl },
      });
    },
  );

  const HUB = 'GLIMLACH_HUB_URL';
  it.each([
    [
      HUB,
      'http://hub.example.com',
      'must start with https:// (http:// is allowed on loopback only)',
    ],
    [
      HUB,
      'http://127.0.0.1.example.com',
      'must start with https:// (http:// is allowed on loopback only)',
    ],
    [HUB, 'file:///etc/passwd', 'must start with https:// (http:// is allowed on loopback only)'],
    [HUB, 'hub', 'is not a URL; set it to the address of the hub, such as https://hub.example.com'],
    [HUB, 'https://me:secret@hub.example.com', 'must not hold a user name or password'],
    [
      HUB,
      "https://hub.example.com/; script-src 'unsafe-inline'",
      'must be the address of the hub alone, without a path, query or fragment',
    ],
    ['GLIMLACH_ENROLMENT_KEY', 'secret', 'is shorter than 8 characters'],
    ['GLIMLACH_KIOSK', 'yes', 'must be 1 (lock the window) or 0 (an ordinary window)'],
  ])('refuses %s=%s with one line that repeats no secret', (name, value, problem) => {
    expect(readTerminalConfig({ [name]: value }, DEFAULTS, noFile)).toEqual({
      ok: false,
      problem: `${name} ${problem}.`,
    });
  });

  it('locks the window where it is a package, unless it is told not to', () => {
    const locked = (environment: Record<string, string>) => {
      const read = readTerminalConfig(environment, { ...DEFAULTS, kiosk: true }, noFile);
      return read.ok && read.config.kiosk;
    };
    expect([{}, { GLIMLACH_KIOSK: '' }, { GLIMLACH_KIOSK: '0' }].map(locked)).toEqual([
      true,
      true,
      false,
    ]);
  });

  describe('with a provisioning file', () => {
    const FILE = '/etc/glimlach/terminal.json';
    const read = (text: string, beside: Record<string, string> = {}) =>
      readTerminalConfig({ GLIMLACH_PROVISIONING: FILE, ...beside }, DEFAULTS, (path) => {
        expect(path).toBe(FILE);
        return text;
      });
    const problem = (text: string) => {
      const found = read(text);
      return found.ok ? null : found.problem;
    };

    it('takes hub and enrolment key from it', () => {
      expect(
        read('{"hubUrl":"https://hub.example.com/","enrolmentKey":"demo-key-1","terminal":null}'),
      ).toMatchObject({
        ok: true,
        config: {
          hubUrl: 'https://hub.example.com',
          enrolmentKey: 'demo-key-1',
          provisioningFile: FILE,
        },
      });
    });

    it.each(['GLIMLACH_HUB_URL', 'GLIMLACH_ENROLMENT_KEY'])('takes no %s beside it', (name) => {
      expect(read('{}', { [name]: 'https://hub.example.com' })).toEqual({
        ok: false,
        problem: `GLIMLACH_PROVISIONING and ${name} are both set; the file says it already, so unset ${name}.`,
      });
    });

    it('says in one line what is wrong with it, and repeats nothing of it', () => {
      expect([
        problem('{"hubUrl":"s3cret'),
        problem('null'),
        problem('{"hubUrl":"http://s3cret.example.com","enrolmentKey":null}'),
        problem('{"hubUrl":"https://hub.example.com","enrolmentKey":"s3cret"}'),
        problem('{"hubUrl":"https://hub.example.com"}'),
      ]).toEqual([
        `GLIMLACH_PROVISIONING: ${FILE} is not JSON.`,
        `GLIMLACH_PROVISIONING: ${FILE}: hubUrl must be the address of the hub.`,
        `GLIMLACH_PROVISIONING: ${FILE}: hubUrl must start with https:// (http:// is allowed on loopback only).`,
        `GLIMLACH_PROVISIONING: ${FILE}: enrolmentKey is shorter than 8 characters.`,
        `GLIMLACH_PROVISIONING: ${FILE}: enrolmentKey must be a text, or null.`,
      ]);
    });

    it.each(['terminal.json', 'terminal-copy.json'])(
      'does without it where %s says that the terminal is somebody already, at the hub it enrolled with',
      (name) => {
        const issuer = 'https://hub.example.com';
        const state = JSON.stringify({ v: 1, identity: { issuer } });
        const files = new Map([[join(DEFAULT_DIR, name), state]]);
        const found = readTerminalConfig(
          { GLIMLACH_PROVISIONING: FILE },
          DEFAULTS,
          (path) => files.get(path) ?? noFile(path),
        );
        expect(found).toMatchObject({
          ok: true,
          config: { hubUrl: issuer, enrolmentKey: null, provisioningFile: FILE },
        });
      },
    );

    it.each(['{"v":1,"identity":null}', '{"identity":{"issuer":"file:///etc"}}', '{', 'null'])(
      'needs it where the terminal is nobody: %s',
      (state) => {
        const found = readTerminalConfig({ GLIMLACH_PROVISIONING: FILE }, DEFAULTS, (path) =>
          path === FILE ? noFile(path) : state,
        );
        expect(found.ok).toBe(false);
      },
    );

    it('says so when it cannot be read', () => {
      expect(readTerminalConfig({ GLIMLACH_PROVISIONING: FILE }, DEFAULTS, noFile)).toEqual({
        ok: false,
        problem: `GLIMLACH_PROVISIONING: the file ${FILE} cannot be read: ENOENT: ${FILE}.`,
      });
    });
  });
});
