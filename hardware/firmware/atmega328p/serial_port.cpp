#include "serial_port.h"

#include <avr/interrupt.h>
#include <avr/io.h>

#include "ring_buffer.h"

#define BAUD 115200
// A crystal of 16 MHz makes 117,647 of it: 2.1 % fast, as on every Arduino Uno, within what a receiver bears.
#define BAUD_TOL 3
#include <util/setbaud.h>

namespace glimlach {

namespace {

/** A frame of a host has at most 11 bytes, and the main program comes by every millisecond, in which 12 arrive. */
RingBuffer<64> received;
/**
 * Room for the answer to a hello (hello 82, status 36, trouble 15 bytes, at most) and the statuses of three presses (36
 * each). Presses for which there is none are told by the next status that fits: 12 bytes leave in a millisecond.
 */
RingBuffer<256> sending;

}  // namespace

namespace serialPort {

void begin() {
  UCSR0A = USE_2X ? _BV(U2X0) : 0;
  UBRR0H = UBRRH_VALUE;
  UBRR0L = UBRRL_VALUE;
  UCSR0C = _BV(UCSZ01) | _BV(UCSZ00);
  UCSR0B = _BV(RXEN0) | _BV(TXEN0) | _BV(RXCIE0);
}

bool read(uint8_t &byte) { return received.read(byte); }

bool hasBytes() { return received.length() > 0; }

size_t roomBytes() { return sending.room(); }

void send(const uint8_t *bytes, size_t length) {
  for (size_t index = 0; index < length; index += 1) {
    sending.write(bytes[index]);
  }
  UCSR0B |= _BV(UDRIE0);
}

}  // namespace serialPort

}  // namespace glimlach

ISR(USART_RX_vect) {
  // A byte of a broken line or without room is not told apart: the CRC of its frame fails.
  const uint8_t byte = UDR0;
  glimlach::received.write(byte);
}

ISR(USART_UDRE_vect) {
  uint8_t byte;
  if (glimlach::sending.read(byte)) {
    UDR0 = byte;
  } else {
    UCSR0B &= static_cast<uint8_t>(~_BV(UDRIE0));
  }
}
