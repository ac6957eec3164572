import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readButtonsConfiguration } from '../../../contract/box-configuration.ts';
import { BoxDriver } from '../../../contract/box-status.ts';

const page = readFileSync(new URL('../../../docs/button-box.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/^```json\n([\s\S]+?)^```$/gm)].map(([, json = '']) => json);

describe('docs/button-box.md', () => {
  it('shows configurations that a terminal takes, one for every driver and one for a keypad', () => {
    const read = examples.map((example) => readButtonsConfiguration(example));
    expect(read.filter(({ ok }) => !ok)).toEqual([]);
    const drivers = read.flatMap((one) =>
      one.ok ? one.configuration.boxes.map(({ driver }) => driver) : [],
    );
    expect(drivers.toSorted()).toEqual(BoxDriver.options.toSorted());
    expect(read.at(-1)).toMatchObject({ configuration: { keypad: {} } });
  });
});
