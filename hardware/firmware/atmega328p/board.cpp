#include "board.h"

#include <avr/io.h>

#include "serial_port.h"

namespace glimlach {

namespace {

constexpr uint8_t firstButton = PD2;
constexpr uint8_t buttonPins = 0x3F << firstButton;
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

uint32_t Board::contacts() const { return (static_cast<uint8_t>(~PIND) & buttonPins) >> firstButton; }

size_t Board::roomBytes() { return serialPort::roomBytes(); }

void Board::send(const uint8_t *bytes, size_t length) { serialPort::send(bytes, length); }

void Board::setLamp(uint8_t button, bool on) { setPin(PORTB, static_cast<uint8_t>(1 << button) & lampPins, on); }

void Board::setBuzzer(bool on) { setPin(PORTC, buzzerPin, on); }

void Board::setBeacon(bool on) { setPin(PORTC, beaconPin, on); }

}  // namespace glimlach
