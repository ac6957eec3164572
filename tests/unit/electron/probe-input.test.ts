import { describe, expect, it } from 'vitest';
import { isProbeInput } from '../../../electron/probe-input.ts';

const PROBE = {
  type: 'keyUp' as const,
  key: 'F24',
  control: true,
  alt: true,
  shift: true,
  meta: true,
};

describe('probe input', () => {
  it('is the release of a key no keyboard has, and nothing that anybody could press', () => {
    const others = [
      { ...PROBE, type: 'keyDown' as const },
      { ...PROBE, key: 'F23' },
      { ...PROBE, control: false },
      { ...PROBE, alt: false },
      { ...PROBE, shift: false },
      { ...PROBE, meta: false },
    ];
    expect([isProbeInput(PROBE), others.map(isProbeInput)]).toEqual([
      true,
      others.map(() => false),
    ]);
  });
});
