import { describe, expect, it } from 'vitest';
import {
  BOARD_USB_IDS,
  type ListedPort,
  portsToTake,
  type PortWanted,
} from '../../../../hardware/connection/port-search.ts';

const UNO: ListedPort = { path: '/dev/ttyACM0', usb: '2341:0043', serialNumber: 'A1' };
const NANO: ListedPort = { path: '/dev/ttyUSB0', usb: '1a86:7523', serialNumber: null };
const MODEM: ListedPort = { path: '/dev/ttyUSB1', usb: '1199:9071', serialNumber: 'M' };
const ON_BOARD: ListedPort = { path: '/dev/ttyS0', usb: null, serialNumber: null };
const ANY_BOARD: PortWanted = { usb: BOARD_USB_IDS, serialNumber: null, most: 8, except: [] };

function taken(...paths: readonly (readonly [path: string, searching: boolean])[]) {
  return new Map(paths.map(([path, searching]) => [path, { searching }]));
}

describe('the search for ports', () => {
  it('tries every port with a board behind it, and no other', () => {
    expect(portsToTake(taken(), [ON_BOARD, NANO, MODEM, UNO], ANY_BOARD)).toEqual({
      start: ['/dev/ttyUSB0', '/dev/ttyACM0'],
      stop: [],
    });
  });

  it('knows one device among many by its serial number', () => {
    const wanted = { usb: ['2341:0043'], serialNumber: 'B2', most: 1, except: [] };
    const other = { ...UNO, path: '/dev/ttyACM1', serialNumber: 'B2' };
    expect(portsToTake(taken(), [UNO, other], wanted).start).toEqual(['/dev/ttyACM1']);
  });

  it('leaves a port to whoever wants it more exactly', () => {
    const except = [
      { usb: ['1a86:7523'], serialNumber: null },
      { usb: ['2341:0043'], serialNumber: 'B2' },
    ];
    expect(portsToTake(taken(), [NANO, UNO], { ...ANY_BOARD, except }).start).toEqual([
      '/dev/ttyACM0',
    ]);
  });

  it('follows a box to another path, and lets the old one go once its port is closed', () => {
    const replugged = { ...UNO, path: '/dev/ttyACM1' };
    expect(portsToTake(taken(['/dev/ttyACM0', false]), [replugged], ANY_BOARD)).toEqual({
      start: ['/dev/ttyACM1'],
      stop: [],
    });
    expect(portsToTake(taken(['/dev/ttyACM0', true]), [replugged], ANY_BOARD)).toEqual({
      start: ['/dev/ttyACM1'],
      stop: ['/dev/ttyACM0'],
    });
  });

  it('uses no more ports than wanted, and a freed place at once', () => {
    const one = { ...ANY_BOARD, most: 1 };
    expect(portsToTake(taken(['/dev/ttyUSB0', false]), [NANO, UNO], one)).toEqual({
      start: [],
      stop: [],
    });
    expect(portsToTake(taken(['/dev/ttyUSB9', true]), [NANO, UNO], one)).toEqual({
      start: ['/dev/ttyUSB0'],
      stop: ['/dev/ttyUSB9'],
    });
  });
});
