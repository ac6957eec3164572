#include "tick_clock.h"

#include <avr/interrupt.h>
#include <avr/io.h>
#include <util/atomic.h>

namespace glimlach {

namespace {

volatile uint32_t ticks = 0;

}  // namespace

namespace tickClock {

void begin() {
  TCCR0A = _BV(WGM01);
  TCCR0B = _BV(CS01) | _BV(CS00);
  OCR0A = F_CPU / 64 / 1000 - 1;
  TIMSK0 = _BV(OCIE0A);
}

uint32_t nowMs() {
  uint32_t now;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { now = ticks; }
  return now;
}

}  // namespace tickClock

}  // namespace glimlach

ISR(TIMER0_COMPA_vect) { glimlach::ticks = glimlach::ticks + 1; }
