#pragma once

#include <stdint.h>

// A chip with little memory sets the number of buttons it has; the protocol allows 32.
#ifndef GLIMLACH_MAX_BUTTONS
#define GLIMLACH_MAX_BUTTONS 32
#endif

namespace glimlach {

constexpr uint8_t maxButtons = GLIMLACH_MAX_BUTTONS;
static_assert(maxButtons >= 1 && maxButtons <= 32, "The protocol allows 1 to 32 buttons.");

/** Longest texts of a hello, in printable ASCII characters. */
constexpr uint8_t maxSerialNumberLength = 64;
constexpr uint8_t maxFirmwareVersionLength = 40;

}  // namespace glimlach
