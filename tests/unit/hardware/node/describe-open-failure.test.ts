import { describe, expect, it } from 'vitest';
import { describeOpenFailure } from '../../../../hardware/node/describe-open-failure.ts';

describe('describeOpenFailure', () => {
  it.each([
    [
      'Error: No such file or directory, cannot open /dev/ttyACM0',
      'No such file or directory, cannot open /dev/ttyACM0. Plug the box in, or correct its port in GLIMLACH_SERIAL or GLIMLACH_BOXES.',
    ],
    [
      'Error: Permission denied, cannot open /dev/ttyACM0',
      'Permission denied, cannot open /dev/ttyACM0. Let the user who runs the terminal use serial ports (on Debian: group dialout) and sign in again.',
    ],
    [
      'Error Resource temporarily unavailable Cannot lock port',
      'Resource temporarily unavailable Cannot lock port. Another program has the port open; end it.',
    ],
    [
      'Inappropriate ioctl for device.',
      'Inappropriate ioctl for device. Check that GLIMLACH_SERIAL or GLIMLACH_BOXES names a serial port.',
    ],
  ])('tells what to do about "%s"', (message, told) => {
    expect(describeOpenFailure(message)).toBe(told);
  });
});
