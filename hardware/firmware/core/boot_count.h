#pragma once

#include "byte_store.h"

namespace glimlach {

/**
 * The start counter lives in a ring of places; each start writes the next. So 100,000 writes of a cell last for 14
 * million starts, and a power cut in the middle of a write spoils a place that is not in use: the newest count stays.
 *
 * A place holds the count (4 bytes) and its CRC (2 bytes), little-endian, written in that order. Cut off anywhere, it
 * differs from a whole one (what it held, or what it was to hold) in at most two neighbouring bytes, but for a carry
 * into the third once in 65,536 starts; and the CRC finds every error that is not longer than 16 bits.
 */
constexpr uint16_t bootPlacesAt = 0xB0;
constexpr uint16_t bootPlaceBytes = 6;
constexpr uint16_t bootPlaces = (byteStoreSize - bootPlacesAt) / bootPlaceBytes;

/**
 * Raises the counter and returns it: 1 at the first start. To be called before the first frame is sent. A place that
 * does not keep what was written is passed over; when none does, every start returns the same number, and the host says
 * that the counters fell back.
 */
uint32_t raiseBootCount(ByteStore &store);

}  // namespace glimlach
