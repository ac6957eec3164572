// Runs the portable core on the machine at hand, for tests. Reads one command a line on standard input and writes what
// came of it, a line each, on standard output; `tests/unit/hardware/firmware/firmware-core.ts` says the same in types.
//
//   decode HEX                          bytes into a receiver: `frame TYPE SEQUENCE HEX` and what a host means by it,
//                                       or `bad REASON`
//   frame TYPE SEQUENCE HEX             `wire HEX`, or `too-long`
//   hello SEQUENCE TOKEN BUTTONS OUTPUTS SERIAL FIRMWARE            texts in hexadecimal; `wire HEX`
//   status SEQUENCE BOOT CAUSE COUNT…   `wire HEX`
//   trouble SEQUENCE STUCK CHATTERING   `wire HEX`
//   clock MS                            sets the clock
//   box BUTTONS LAMPS OUTPUTS BOOT SERIAL FIRMWARE CONTACTS         starts a box; from now on `MS sent HEX`, `MS lamp N on`, …
//   count BUTTON VALUE                  sets a counter of the box
//   room BYTES                          its sender takes as many bytes more; `room -1`: any number
//   wait MS CONTACTS                    a tick every millisecond with these contacts closed
//   jump MS CONTACTS                    one tick after as many milliseconds
//   hear HEX                            bytes from the host
//   store HEX                           what the byte store holds from address 0 on, the rest erased; whole cells again
//   cut WRITES                          power fails during this write, counted from 1, and stays off until `store` or `on`
//   on                                  power is back
//   worn ADDRESS                        this cell keeps nothing
//   boot                                raises the start counter: `boot COUNT`
//   serial                              `serial HEX`, `blank-serial` or `damaged-serial`
//   image                               `image HEX`

#include <cstdio>
#include <cstring>
#include <iostream>
#include <memory>
#include <new>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "../core/boot_count.h"
#include "../core/box.h"
#include "../core/serial_number.h"

namespace glimlach {

struct CounterAccess {
  static void set(Box &box, uint8_t button, uint32_t value) { box.counts_[button] = value; }
};

}  // namespace glimlach

using namespace glimlach;

namespace {

uint32_t nowMs = 0;

std::vector<uint8_t> bytesOf(const std::string &hex) {
  std::vector<uint8_t> bytes;
  for (size_t at = 0; at + 1 < hex.size(); at += 2) {
    bytes.push_back(static_cast<uint8_t>(std::stoul(hex.substr(at, 2), nullptr, 16)));
  }
  return bytes;
}

std::string textOf(const std::string &hex) {
  const std::vector<uint8_t> bytes = bytesOf(hex);
  return std::string(bytes.begin(), bytes.end());
}

std::string hexOf(const uint8_t *bytes, size_t length) {
  static const char digits[] = "0123456789abcdef";
  std::string hex;
  for (size_t at = 0; at < length; at += 1) {
    hex += digits[bytes[at] >> 4];
    hex += digits[bytes[at] & 15];
  }
  return hex;
}

class PrintingPort : public BoxPort {
 public:
  long room = -1;

  size_t roomBytes() override { return room < 0 ? 100000 : static_cast<size_t>(room); }
  void send(const uint8_t *bytes, size_t length) override {
    if (room >= 0) {
      if (static_cast<size_t>(room) < length) {
        std::cout << "sent more than there was room for\n";
      }
      room -= static_cast<long>(length);
    }
    std::cout << nowMs << " sent " << hexOf(bytes, length) << "\n";
  }
  void setLamp(uint8_t button, bool on) override {
    std::cout << nowMs << " lamp " << unsigned(button) << (on ? " on\n" : " off\n");
  }
  void setBuzzer(bool on) override { std::cout << nowMs << (on ? " buzzer on\n" : " buzzer off\n"); }
  void setBeacon(bool on) override { std::cout << nowMs << (on ? " beacon on\n" : " beacon off\n"); }
};

class FailingStore : public ByteStore {
 public:
  std::vector<uint8_t> cells = std::vector<uint8_t>(byteStoreSize, 0xFF);
  std::set<uint16_t> worn;
  /** Writes until power fails; negative: it does not. */
  long writesLeft = -1;

  uint8_t read(uint16_t address) const override { return cells.at(address); }
  void write(uint16_t address, uint8_t value) override {
    if (writesLeft == 0) {
      return;
    }
    if (writesLeft > 0) {
      writesLeft -= 1;
    }
    // The cell is erased first; power fails before it is programmed.
    cells.at(address) = writesLeft == 0 || worn.count(address) != 0 ? 0xFF : value;
  }
};

const char *reasonOf(Heard heard) {
  switch (heard) {
    case Heard::oversized:
      return "oversized";
    case Heard::brokenStuffing:
      return "broken-stuffing";
    case Heard::tooShort:
      return "too-short";
    default:
      return "wrong-crc";
  }
}

void printMessage(const HostMessage &message) {
  switch (message.kind) {
    case HostMessage::Kind::helloRequest:
      std::cout << " hello-request " << unsigned(message.version) << " " << unsigned(message.token) << "\n";
      break;
    case HostMessage::Kind::lamp:
      std::cout << " lamp " << unsigned(message.button) << " " << message.durationMs << "\n";
      break;
    case HostMessage::Kind::buzzer:
      std::cout << " buzzer " << message.durationMs << "\n";
      break;
    case HostMessage::Kind::beacon:
      std::cout << " beacon " << message.durationMs << "\n";
      break;
    case HostMessage::Kind::unreadable:
      std::cout << " unreadable\n";
      break;
  }
}

void printWire(FrameWriter &frame) {
  if (frame.finish()) {
    std::cout << "wire " << hexOf(frame.bytes(), frame.length()) << "\n";
  } else {
    std::cout << "too-long\n";
  }
}

}  // namespace

int main() {
  FrameReceiver receiver;
  PrintingPort port;
  FailingStore store;
  Identity identity = {};
  std::string serialNumber;
  std::string firmwareVersion;
  std::unique_ptr<Box> box;

  std::string line;
  while (std::getline(std::cin, line)) {
    std::istringstream words(line);
    std::string command;
    words >> command;
    const auto number = [&words]() {
      long long value = 0;
      words >> value;
      return value;
    };
    const auto word = [&words]() {
      std::string value;
      words >> value;
      return value;
    };
    if (command == "decode") {
      for (const uint8_t byte : bytesOf(word())) {
        const Heard heard = receiver.take(byte);
        if (heard == Heard::frame) {
          const Frame &frame = receiver.frame();
          std::cout << "frame " << unsigned(frame.type) << " " << unsigned(frame.sequence) << " ["
                    << hexOf(frame.payload, frame.payloadLength) << "]";
          printMessage(readHostMessage(frame));
        } else if (heard != Heard::nothing) {
          std::cout << "bad " << reasonOf(heard) << "\n";
        }
      }
    } else if (command == "frame") {
      const uint8_t type = static_cast<uint8_t>(number());
      const uint8_t sequence = static_cast<uint8_t>(number());
      FrameWriter frame(type, sequence);
      for (const uint8_t byte : bytesOf(word())) {
        frame.u8(byte);
      }
      printWire(frame);
    } else if (command == "hello") {
      FrameWriter frame(helloType, static_cast<uint8_t>(number()));
      const uint8_t token = static_cast<uint8_t>(number());
      Identity told = {};
      told.buttonCount = static_cast<uint8_t>(number());
      told.outputs = static_cast<uint8_t>(number());
      const std::string serial = textOf(word());
      const std::string firmware = textOf(word());
      told.serialNumber = serial.c_str();
      told.firmwareVersion = firmware.c_str();
      writeHello(frame, told, token);
      printWire(frame);
    } else if (command == "status") {
      FrameWriter frame(statusType, static_cast<uint8_t>(number()));
      const uint32_t boot = static_cast<uint32_t>(number());
      const uint8_t cause = static_cast<uint8_t>(number());
      std::vector<uint32_t> counts;
      for (uint32_t count = 0; words >> count;) {
        counts.push_back(count);
      }
      writeStatus(frame, boot, cause, counts.data(), static_cast<uint8_t>(counts.size()));
      printWire(frame);
    } else if (command == "trouble") {
      FrameWriter frame(troubleType, static_cast<uint8_t>(number()));
      const uint32_t stuck = static_cast<uint32_t>(number());
      writeTrouble(frame, stuck, static_cast<uint32_t>(number()));
      printWire(frame);
    } else if (command == "clock") {
      nowMs = static_cast<uint32_t>(number());
    } else if (command == "box") {
      identity.buttonCount = static_cast<uint8_t>(number());
      identity.lampCount = static_cast<uint8_t>(number());
      identity.outputs = static_cast<uint8_t>(number());
      identity.boot = static_cast<uint32_t>(number());
      serialNumber = textOf(word());
      firmwareVersion = textOf(word());
      identity.serialNumber = serialNumber.c_str();
      identity.firmwareVersion = firmwareVersion.c_str();
      box.reset(new Box(identity, port));
      box->begin(static_cast<uint32_t>(number()), nowMs);
    } else if (command == "count" && box) {
      const uint8_t button = static_cast<uint8_t>(number());
      CounterAccess::set(*box, button, static_cast<uint32_t>(number()));
    } else if (command == "room") {
      port.room = static_cast<long>(number());
    } else if (command == "wait" && box) {
      const long long ms = number();
      const uint32_t contacts = static_cast<uint32_t>(number());
      for (long long passed = 0; passed < ms; passed += 1) {
        nowMs += 1;
        box->tick(contacts, nowMs);
      }
    } else if (command == "jump" && box) {
      nowMs += static_cast<uint32_t>(number());
      box->tick(static_cast<uint32_t>(number()), nowMs);
    } else if (command == "hear" && box) {
      for (const uint8_t byte : bytesOf(word())) {
        box->hear(byte, nowMs);
      }
    } else if (command == "store") {
      store = FailingStore();
      const std::vector<uint8_t> image = bytesOf(word());
      for (size_t at = 0; at < image.size() && at < store.cells.size(); at += 1) {
        store.cells[at] = image[at];
      }
    } else if (command == "cut") {
      store.writesLeft = static_cast<long>(number());
    } else if (command == "on") {
      store.writesLeft = -1;
    } else if (command == "worn") {
      store.worn.insert(static_cast<uint16_t>(number()));
    } else if (command == "boot") {
      std::cout << "boot " << raiseBootCount(store) << "\n";
    } else if (command == "serial") {
      char text[maxSerialNumberLength + 1];
      switch (readSerialNumber(store, text)) {
        case StoredSerialNumber::whole:
          std::cout << "serial " << hexOf(reinterpret_cast<const uint8_t *>(text), std::strlen(text)) << "\n";
          break;
        case StoredSerialNumber::blank:
          std::cout << "blank-serial\n";
          break;
        case StoredSerialNumber::damaged:
          std::cout << "damaged-serial\n";
          break;
      }
    } else if (command == "image") {
      std::cout << "image " << hexOf(store.cells.data(), store.cells.size()) << "\n";
    } else {
      std::cerr << "Not a command here: " << line.substr(0, 80) << "\n";
      return 1;
    }
  }
  return 0;
}
