import { createReadStream } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSerialLink, type SerialLink } from '../../../hardware/node/serial-link.ts';
import { openPtyPair, type SerialPty } from '../../support/serial-pty.ts';

const SETTINGS = { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1 } as const;

async function line(): Promise<SerialPty> {
  const pty = await openPtyPair();
  onTestFinished(pty.close);
  return pty;
}

function opened(path: string): Promise<SerialLink> {
  return new Promise((resolve, reject) => {
    const link = openSerialLink(path, SETTINGS, {
      onOpen: () => {
        resolve(link);
      },
      onOpenFailed: reject,
      onBytes: () => undefined,
      onLost: reject,
    });
    onTestFinished(() => link.close());
  });
}

describe('a serial link', () => {
  it('sends what it was given before it was closed', async () => {
    const { terminalPath, boxPath } = await line();
    const box = createReadStream(boxPath, { encoding: 'latin1' });
    const link = await opened(terminalPath);
    const words = ['LAMP 1 OFF\n', 'LAMP 2 OFF\n', 'BEACON OFF\n'];
    for (const word of words) {
      link.write(Buffer.from(word));
    }
    const closed = link.close();
    let heard = '';
    for await (const text of box) {
      heard += String(text);
      if (heard.length >= words.join('').length) {
        break;
      }
    }
    await closed;
    expect(heard).toBe(words.join(''));
  });

  it('closes although nobody takes what it was given', async () => {
    const { terminalPath } = await line();
    const link = await opened(terminalPath);
    link.write(Buffer.alloc(1_000_000));
    await expect(link.close()).resolves.toBeUndefined();
  });
});
