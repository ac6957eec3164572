#pragma once

#include "frame.h"

namespace glimlach {

/** What a host says. */
struct HostMessage {
  enum class Kind : uint8_t { unreadable, helloRequest, lamp, buzzer, beacon };

  Kind kind;
  /** Of a hello request: newest protocol version the host speaks, and what the answer repeats. */
  uint8_t version;
  uint8_t token;
  /** Of a lamp. Any value: the box has to look whether it has that lamp. */
  uint8_t button;
  /** Of lamp, buzzer and beacon; 0 turns off. */
  uint16_t durationMs;
};

/** Unreadable: a type that is not a host's, or a payload that does not fit its type. */
HostMessage readHostMessage(const Frame &frame);

}  // namespace glimlach
