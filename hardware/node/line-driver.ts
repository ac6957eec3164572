import {
  boxIdOf,
  type ByteBoxConfiguration,
  type LineBoxConfiguration,
  type PlainBoxConfiguration,
} from '../../contract/box-configuration.ts';
import type { Patience } from '../connection/patience.ts';
import { byteSession } from '../drivers/byte-session.ts';
import {
  GLIMLACH_PATIENCE,
  glimlachSession,
  LISTENING_PATIENCE,
} from '../drivers/glimlach-session.ts';
import { lineSession } from '../drivers/line-session.ts';
import { modbusPatience } from '../drivers/modbus-patience.ts';
import { plainPatience } from '../drivers/plain-patience.ts';
import type { Session } from '../drivers/session.ts';
import type { OpenBoxLine } from './box-line.ts';
import { openModbusLine } from './modbus-line.ts';
import { serialBoxLine } from './serial-box-line.ts';
import { GLIMLACH_LINE } from './serial-link.ts';
import type { StartTimer } from './start-timer.ts';

/** How a port is opened and spoken on, and how long its boxes are waited for. */
export type LineDriver = { readonly open: OpenBoxLine; readonly patience: Patience };

/** What drivers need of the process. */
export type DriverClock = {
  /** Monotonic clock in milliseconds. */
  readonly now: () => number;
  readonly startTimer: StartTimer;
};

/** @param probe whether a port may be written to before a box was heard on it. */
export function glimlachDriver(clock: DriverClock, probe: boolean): LineDriver {
  const session = glimlachSession(probe);
  return {
    open: serialBoxLine({ session, settings: GLIMLACH_LINE, ...clock }),
    patience: probe ? GLIMLACH_PATIENCE : LISTENING_PATIENCE,
  };
}

/** For a box that cannot say who it is. */
export function configuredDriver(box: PlainBoxConfiguration, clock: DriverClock): LineDriver {
  const boxId = boxIdOf(box);
  switch (box.driver) {
    case 'line':
      return plainDriver(box, lineSession(box, boxId), clock);
    case 'byte':
      return plainDriver(box, byteSession(box, boxId), clock);
    case 'modbus-rtu':
      return {
        open: openModbusLine(box, boxId, clock.now, clock.startTimer),
        patience: modbusPatience(box),
      };
  }
}

function plainDriver<State>(
  { baudRate, dataBits, parity, stopBits, heartbeat }: LineBoxConfiguration | ByteBoxConfiguration,
  session: Session<State>,
  clock: DriverClock,
): LineDriver {
  const settings = { baudRate, dataBits, parity, stopBits };
  return {
    open: serialBoxLine({ session, settings, ...clock }),
    patience: plainPatience(heartbeat?.everyMs ?? null),
  };
}
