#pragma once

#include <stdint.h>

#include "../core/box_port.h"

namespace glimlach {

constexpr uint8_t boardButtons = 6;
constexpr uint8_t boardLamps = 5;

/**
 * What is wired to the chip (docs/button-box.md):
 *
 *     PD2 … PD7  buttons 0 … 5, to ground when pressed
 *     PB0 … PB4  lamps of buttons 0 … 4, on when high
 *     PC0        buzzer, on when high
 *     PC1        beacon, on when high
 */
class Board : public BoxPort {
 public:
  /** All outputs off, pull-ups on. */
  void begin();

  /** A bit each, set when the contact was closed at each of four looks within 30 µs, which it takes. */
  uint32_t contacts() const;

  size_t roomBytes() override;
  void send(const uint8_t *bytes, size_t length) override;
  void setLamp(uint8_t button, bool on) override;
  void setBuzzer(bool on) override;
  void setBeacon(bool on) override;
};

}  // namespace glimlach
