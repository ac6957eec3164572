#pragma once

#include <stdint.h>

namespace glimlach {

/** Milliseconds since the start, by a timer of the chip; they wrap after 49 days. */
namespace tickClock {

/** Interrupts must still be off. */
void begin();

uint32_t nowMs();

}  // namespace tickClock

}  // namespace glimlach
