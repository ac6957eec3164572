#pragma once

#include <stddef.h>
#include <stdint.h>

namespace glimlach {

/** The electronics around a box, as its logic sees them. Nothing here may wait. */
class BoxPort {
 public:
  /** How many bytes can be sent now. Once everything is sent it must be at least 253, or no hello may ever fit. */
  virtual size_t roomBytes() = 0;
  /** Sends bytes, in order; never more than there is room for. */
  virtual void send(const uint8_t *bytes, size_t length) = 0;

  /** Told only when it changes; everything is off at the start. */
  virtual void setLamp(uint8_t button, bool on) = 0;
  virtual void setBuzzer(bool on) = 0;
  virtual void setBeacon(bool on) = 0;

 protected:
  ~BoxPort() = default;
};

}  // namespace glimlach
