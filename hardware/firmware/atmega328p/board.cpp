#include "board.h"

#include <avr/io.h>
#include <util/delay.h>

#include "serial_port.h"

namespace glimlach {

namespace {

constexpr uint8_t firstButton = PD2;
constexpr uint8_t buttonPins = 0x3F << firstButton;
/** A spark on a lead is shorter than these take together. */
constexpr uint8_t looks = 4;
constexpr double betweenLooksUs = 10;
constexpr uint8_t lampPins = 0x1F;
constexpr uint8_t buzzerPin = 1 << PC0;
constexpr uint8_t beaconPin = 1 << PC1;

void setPin(volatile uint8_t &port, uint8_t pin, bool on) {
  port = static_cast<uint8_t>(on ? port | pin : port & ~pin);
}

}  // namespace

void Board::begin() {
  PORTB = 0;
  DDRB = lampPins;
  PORTC = 0;
  DDRC = buzzerPin | beaconPin;
  PORTD = buttonPins;
}

uint32_t Board::contacts() const {
  uint8_t closed = buttonPins & static_cast<uint8_t>(~PIND);
  for (uint8_t look = 1; look < looks; look += 1) {
    _delay_us(betweenLooksUs);
    closed &= static_cast<uint8_t>(~PIND);
  }
  return closed >> firstButton;
}

size_t Board::roomBytes() { return serialPort::roomBytes(); }

void Board::send(const uint8_t *bytes, size_t length) { serialPort::send(bytes, length); }

void Board::setLamp(uint8_t button, bool on) { setPin(PORTB, static_cast<uint8_t>(1 << button) & lampPins, on); }

void Board::setBuzzer(bool on) { setPin(PORTC, buzzerPin, on); }

void Board::setBeacon(bool on) { setPin(PORTC, beaconPin, on); }

}  // namespace glimlach
