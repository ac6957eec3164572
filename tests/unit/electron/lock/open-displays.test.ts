import { describe, expect, it } from 'vitest';
import type { ConnectedDisplay } from '../../../../electron/lock/open-displays.ts';
import { openDisplays } from '../../../../electron/lock/open-displays.ts';

const display = (id: number, x: number, y: number, width: number, height: number) =>
  ({ id, bounds: { x, y, width, height } }) satisfies ConnectedDisplay;

describe('displays beside the kiosk', () => {
  const kiosk = display(1, 0, 0, 1080, 1920);

  it('are none where there is one display', () => {
    expect(openDisplays([kiosk], kiosk)).toEqual([]);
  });

  it('are all the others, on any side', () => {
    const right = display(2, 1080, 0, 800, 480);
    const left = display(3, -1920, -200, 1920, 1080);
    expect(openDisplays([right, kiosk, left], kiosk)).toEqual([right, left]);
  });

  it('are not those that show the same', () => {
    expect(openDisplays([kiosk, display(2, 0, 0, 1080, 1920)], kiosk)).toEqual([]);
    expect(openDisplays([kiosk, display(2, 0, 0, 800, 480)], kiosk)).toEqual([]);
  });

  it('are those that show more', () => {
    const larger = display(2, 0, 0, 1920, 1920);
    expect(openDisplays([kiosk, larger], kiosk)).toEqual([larger]);
  });
});
