#pragma once

#include "frame_writer.h"

namespace glimlach {

/** The version of the protocol spoken here. */
constexpr uint8_t protocolVersion = 1;

/** Types of the messages a box sends. */
constexpr uint8_t helloType = 0x01;
constexpr uint8_t statusType = 0x02;
constexpr uint8_t troubleType = 0x03;

/** Cause of a status that no press sent. */
constexpr uint8_t heartbeatCause = 0xFF;

/** Outputs a box has, a bit each. */
constexpr uint8_t lampsOutput = 0x01;
constexpr uint8_t buzzerOutput = 0x02;
constexpr uint8_t beaconOutput = 0x04;

/** Who the box is, for as long as it runs. */
struct Identity {
  /** Printable ASCII, ended by a zero; only the first 64 and 40 characters are sent. */
  const char *serialNumber;
  const char *firmwareVersion;
  /** 1 … `maxButtons`. */
  uint8_t buttonCount;
  /** Lamps stand in the buttons from index 0 on. */
  uint8_t lampCount;
  /** Bits as above. */
  uint8_t outputs;
  /** How often the box has started, this start included. */
  uint32_t boot;
};

/** Each writes the payload of its message into a frame of its type. */
void writeHello(FrameWriter &frame, const Identity &identity, uint8_t token);
void writeStatus(FrameWriter &frame, uint32_t boot, uint8_t cause, const uint32_t *counts, uint8_t buttonCount);
void writeTrouble(FrameWriter &frame, uint32_t stuck, uint32_t chattering);

}  // namespace glimlach
