#pragma once

#include <stddef.h>
#include <stdint.h>

namespace glimlach {

/** The chip's UART at 115,200 baud, 8N1, by interrupts in both directions. Nothing here waits. */
namespace serialPort {

/** Interrupts must still be off. */
void begin();

/** The next byte that came; false when there is none. Bytes nobody takes in time are lost, as on any line. */
bool read(uint8_t &byte);
bool hasBytes();

/** Up to 255. */
size_t roomBytes();
/** Never more than there is room for. */
void send(const uint8_t *bytes, size_t length);

}  // namespace serialPort

}  // namespace glimlach
