#include "boot_count.h"

#include "crc16.h"

namespace glimlach {

namespace {

uint16_t addressOf(uint16_t place) { return static_cast<uint16_t>(bootPlacesAt + place * bootPlaceBytes); }

/** The count in a place; 0 when it holds none. */
uint32_t readPlace(const ByteStore &store, uint16_t place) {
  uint32_t count = 0;
  uint16_t crc = crc16Initial;
  for (uint8_t index = 0; index < 4; index += 1) {
    const uint8_t byte = store.read(static_cast<uint16_t>(addressOf(place) + index));
    crc = crc16Add(crc, byte);
    count |= static_cast<uint32_t>(byte) << (8 * index);
  }
  const uint16_t crcAt = static_cast<uint16_t>(addressOf(place) + 4);
  const bool kept = store.read(crcAt) == (crc & 0xFF) && store.read(static_cast<uint16_t>(crcAt + 1)) == crc >> 8;
  return kept ? count : 0;
}

void writePlace(ByteStore &store, uint16_t place, uint32_t count) {
  uint16_t crc = crc16Initial;
  for (uint8_t index = 0; index < 4; index += 1) {
    const uint8_t byte = static_cast<uint8_t>(count >> (8 * index));
    crc = crc16Add(crc, byte);
    store.write(static_cast<uint16_t>(addressOf(place) + index), byte);
  }
  store.write(static_cast<uint16_t>(addressOf(place) + 4), static_cast<uint8_t>(crc & 0xFF));
  store.write(static_cast<uint16_t>(addressOf(place) + 5), static_cast<uint8_t>(crc >> 8));
}

}  // namespace

uint32_t raiseBootCount(ByteStore &store) {
  uint32_t newest = 0;
  uint16_t newestPlace = bootPlaces - 1;
  for (uint16_t place = 0; place < bootPlaces; place += 1) {
    const uint32_t count = readPlace(store, place);
    if (count > newest) {
      newest = count;
      newestPlace = place;
    }
  }
  const uint32_t raised = newest + 1;
  for (uint16_t step = 1; step <= bootPlaces; step += 1) {
    const uint16_t place = (newestPlace + step) % bootPlaces;
    writePlace(store, place, raised);
    if (readPlace(store, place) == raised) {
      break;
    }
  }
  return raised;
}

}  // namespace glimlach
