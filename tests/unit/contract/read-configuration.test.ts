import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../../../contract/read-configuration.ts';
import { CONFIGURATION } from '../electron/sample-configuration.ts';

describe('reading a configuration', () => {
  it('takes one of this version as it is', () => {
    expect(readConfiguration(CONFIGURATION)).toEqual({
      ok: true,
      configuration: CONFIGURATION,
      unknown: [],
    });
  });

  it('leaves out what a newer hub says and this program does not know, however deep', () => {
    const newer = {
      ...CONFIGURATION,
      mood: 'bright',
      terminal: { ...CONFIGURATION.terminal, floor: { level: 2 } },
      appearance: { ...CONFIGURATION.appearance, sparkle: true },
    };
    const read = readConfiguration(newer);
    expect(
      read.ok && { configuration: read.configuration, unknown: read.unknown.toSorted() },
    ).toEqual({
      configuration: CONFIGURATION,
      unknown: ['appearance.sparkle', 'mood', 'terminal.floor'],
    });
    expect(newer.terminal.floor).toEqual({ level: 2 });
  });

  it('refuses what is not as it should be, by the name of the field and without its value', () => {
    const read = readConfiguration({ ...CONFIGURATION, thanksMs: 'a-secret' });
    expect(read).toEqual({
      ok: false,
      version: CONFIGURATION.version,
      problem: expect.stringMatching(/^thanksMs: /),
    });
    expect(JSON.stringify(read)).not.toContain('a-secret');
  });

  it('refuses what is no configuration at all', () => {
    expect([null, undefined, 'x', [], { version: 'four' }].map(readConfiguration)).toEqual(
      Array.from({ length: 5 }, () => ({
        ok: false,
        version: null,
        problem: expect.any(String),
      })),
    );
  });
});
