import { describe, expect, it } from 'vitest';
import { hearTold, TOLD, type Told } from '../../faults/told-by-kiosk.ts';

describe('hearTold', () => {
  it('finds what was told in a stream cut anywhere, among other lines', () => {
    const stream = `other words\n${TOLD}{"what":"page","pid":12}\nmore ${TOLD}{"what":"thanked","pressId":"a"}\n`;
    for (let cut = 0; cut <= stream.length; cut += 1) {
      const told: Told[] = [];
      const hear = hearTold((words) => told.push(words));
      hear(stream.slice(0, cut));
      hear(stream.slice(cut));
      expect(told).toEqual([
        { what: 'page', pid: 12 },
        { what: 'thanked', pressId: 'a' },
      ]);
    }
  });

  it('waits for the end of a line', () => {
    const told: Told[] = [];
    hearTold((words) => told.push(words))(`${TOLD}{"what":"page","pid":12}`);
    expect(told).toEqual([]);
  });
});
