import { buttonName } from './button-keys.ts';
import { LATE_MS, type LineFault, type LineFaultNews, LOST_SHARE } from './line-faults.ts';
import type { DeviceNews } from './virtual-device.ts';

/** One line for a person; null for what happens too often to be told. */
export function describeNews(news: DeviceNews | LineFaultNews): string | null {
  switch (news.kind) {
    case 'pressed':
      return `Pressed ${buttonName(news.button)}${HOW[news.how]}; count ${news.count}.`;
    case 'not-counted':
      return `Pressed ${buttonName(news.button)}, not counted: it chatters until it is quiet for a second.`;
    case 'down-already':
      return `Button ${buttonName(news.button)} is down already.`;
    case 'let-go':
      return `Let go of ${buttonName(news.button)}.`;
    case 'troubles-told':
      return describeTroubles(news.stuck, news.chattering);
    case 'restarted':
      return news.boot === null ? 'Restarted.' : `Restarted; start number ${news.boot}.`;
    case 'silenced':
      return news.silent ? 'Silent.' : 'Speaking again.';
    case 'version-changed':
      return `Speaking version ${news.version} of the protocol.`;
    case 'greeted':
      return null;
    case 'lamp':
      return `Lamp ${buttonName(news.button)} ${forHowLong(news.durationMs)}.`;
    case 'buzzer':
      return `Buzzer ${forHowLong(news.durationMs)}.`;
    case 'beacon':
      return `Beacon ${news.durationMs === 0 ? '' : 'on '}${forHowLong(news.durationMs)}.`;
    case 'switched':
      return `${outputName(news.output)} ${news.on ? 'on' : 'off'}.`;
    case 'unreadable':
      return `Not understood: ${news.detail}`;
    case 'noise-sent':
      return `Sent ${news.bytes} bytes of noise.`;
    case 'fault-toggled':
      return `${FAULTS[news.fault].name} ${news.on ? `on: ${FAULTS[news.fault].what}` : 'off'}.`;
  }
}

const HOW = { cleanly: '', bouncing: ', bouncing', held: ' and holding it' } as const;

const FAULTS: Readonly<Record<LineFault, { readonly name: string; readonly what: string }>> = {
  noise: { name: 'Noise', what: 'random bytes every now and then' },
  drops: { name: 'Drops', what: `${LOST_SHARE * 100} % of what the box sends gets lost` },
  late: { name: 'Slow', what: `what the box sends arrives ${LATE_MS} ms later` },
  trickle: { name: 'Trickle', what: 'what the box sends arrives byte by byte' },
};

function describeTroubles(stuck: readonly number[], chattering: readonly number[]): string {
  const named = [
    ...stuck.map((button) => `${buttonName(button)} is stuck`),
    ...chattering.map((button) => `${buttonName(button)} chatters`),
  ];
  return named.length === 0 ? 'Told: no trouble any more.' : `Told: ${named.join(', ')}.`;
}

function forHowLong(durationMs: number): string {
  return durationMs === 0 ? 'off' : `for ${durationMs.toLocaleString('en-US')} ms`;
}

/** `Beacon`, or `Lamp 2 (red)`. */
function outputName(output: string): string {
  const lamp = /^lamp (\d+)$/.exec(output)?.[1];
  return lamp === undefined
    ? `${output.charAt(0).toUpperCase()}${output.slice(1)}`
    : `Lamp ${buttonName(Number(lamp))}`;
}
