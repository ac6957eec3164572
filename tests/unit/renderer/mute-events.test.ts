import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MUTED_EVENTS, muteEvents } from '../../../renderer/mute-events.ts';

describe('muteEvents', () => {
  it('mutes nothing that a component of the kiosk listens to', () => {
    // React makes enter and leave of over and out.
    const muted = MUTED_EVENTS.map((type) => type.replace(/(over|out)$/, '(over|out|enter|leave)'));
    const handler = new RegExp(String.raw`\bon(${muted.join('|')})\b`, 'i');
    const components = globSync('renderer/**/*.tsx');
    expect(components.length).toBeGreaterThan(40);
    expect(components.filter((file) => handler.test(readFileSync(file, 'utf8')))).toEqual([]);
  });

  it('leaves presses alone', () => {
    const around = new EventTarget();
    const stopped: string[] = [];
    muteEvents(around);
    for (const type of ['pointerover', 'pointerdown', 'pointerup', 'click']) {
      const event = new Event(type, { bubbles: true });
      event.stopPropagation = () => void stopped.push(type);
      around.dispatchEvent(event);
    }
    expect(stopped).toEqual(['pointerover']);
  });
});
