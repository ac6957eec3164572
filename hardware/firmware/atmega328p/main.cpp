// The Glimlach button box on an ATmega328P with a crystal of 16 MHz: docs/button-box.md.

#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>
#include <avr/wdt.h>

#include "../core/boot_count.h"
#include "../core/box.h"
#include "../core/serial_number.h"
#include "board.h"
#include "chip_serial_number.h"
#include "eeprom_store.h"
#include "serial_port.h"
#include "tick_clock.h"

using namespace glimlach;

namespace {

constexpr char firmwareVersion[] = "1.0.0";
/** Bytes taken between two looks at the buttons, at most: no stream of bytes keeps them waiting. */
constexpr uint8_t bytesAtOnce = 32;

Board board;
EepromStore store;
char serialNumber[maxSerialNumberLength + 1];
Identity identity = {serialNumber, firmwareVersion, boardButtons, boardLamps, lampsOutput | buzzerOutput | beaconOutput, 0};
Box box(identity, board);

/** Until a byte comes or the clock shows another millisecond than this, which was dealt with. */
void sleepAfter(uint32_t dealtWithMs) {
  cli();
  if (!serialPort::hasBytes() && tickClock::nowMs() == dealtWithMs) {
    sleep_enable();
    // The instruction after `sei` is carried out before any interrupt, so none can slip in between.
    sei();
    sleep_cpu();
    sleep_disable();
  }
  sei();
}

/** The one flashed with it, or, where there never was one, the chip's. */
bool findSerialNumber() {
  switch (readSerialNumber(store, serialNumber)) {
    case StoredSerialNumber::whole:
      return true;
    case StoredSerialNumber::blank:
      return readChipSerialNumber(serialNumber);
    case StoredSerialNumber::damaged:
      break;
  }
  return false;
}

/**
 * A box without an identity could be counted as another one. So it stays silent, and all lamps blink until somebody
 * writes a serial number.
 */
void showMissingIdentity() {
  for (uint32_t nowMs = 0;; nowMs = tickClock::nowMs()) {
    wdt_reset();
    for (uint8_t lamp = 0; lamp < boardLamps; lamp += 1) {
      board.setLamp(lamp, nowMs % 1000 < 500);
    }
    sleepAfter(nowMs);
  }
}

}  // namespace

/** What C++ calls for a method that was never written. Not reached; the library of the chip has none. */
extern "C" void __cxa_pure_virtual() {
  for (;;) {
    // The watchdog ends this.
  }
}

int main() {
  // First: through a reset it made, the watchdog stays on, and gives the program 16 ms to come here.
  wdt_enable(WDTO_500MS);
  board.begin();
  serialPort::begin();
  tickClock::begin();
  set_sleep_mode(SLEEP_MODE_IDLE);
  if (!findSerialNumber()) {
    showMissingIdentity();
  }
  // Before the first frame: no two starts may ever tell their counts under one number.
  identity.boot = raiseBootCount(store);
  sei();
  uint32_t tickedAtMs = tickClock::nowMs();
  box.begin(board.contacts(), tickedAtMs);
  for (;;) {
    wdt_reset();
    uint8_t byte;
    for (uint8_t taken = 0; taken < bytesAtOnce && serialPort::read(byte); taken += 1) {
      box.hear(byte, tickClock::nowMs());
    }
    const uint32_t nowMs = tickClock::nowMs();
    if (nowMs != tickedAtMs) {
      tickedAtMs = nowMs;
      box.tick(board.contacts(), nowMs);
    }
    sleepAfter(tickedAtMs);
  }
}
