#pragma once

#include "../core/limits.h"

namespace glimlach {

/**
 * A serial number made of the chip itself, for a box that was given none: `GB-CHIP-` and 20 hexadecimal digits. The
 * maker writes lot, wafer and place on the wafer into 10 bytes of the signature row, so no two chips share it. (Described
 * in the data sheet of the ATmega328PB; the 328P has them too.) False when all these bytes are alike, as on imitations of
 * the chip: that is no identity. Interrupts must be off.
 */
bool readChipSerialNumber(char (&text)[maxSerialNumberLength + 1]);

}  // namespace glimlach
