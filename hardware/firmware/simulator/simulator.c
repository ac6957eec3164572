// A board with the button box's chip, simulated by simavr: loads the program, gives its UART a pseudo terminal, and has
// six buttons and seven outputs. Time runs as fast as on a real board.
//
//   simulator PROGRAM.elf [EEPROM-FILE]
//
// The EEPROM is read from the file when there is one, and written to it at the end. First line on standard output:
// `pty PATH`. Then what the parts say (serial_line.h, outputs.h), and `started CYCLE` after each reset: 0 for the first
// start, otherwise how many cycles the program had run. Commands on standard input, one a line:
//
//   press BUTTON MS     closes a contact for so long; `pressed BUTTON` when it is over
//   bounce BUTTON MS    the same with a worn contact
//   spark BUTTON MS     disturbs its lead for so long; `sparked BUTTON` when it is over
//   hold BUTTON         closes a contact until `release BUTTON`
//   hurry MS            does not wait for real time for so long; `hurried` when it is over
//   peek ADDRESS        `peek ADDRESS VALUE`, a byte of the data space, all in hexadecimal
//   hang                from now on the program goes round in a loop of one instruction, interrupts still served
//   reset               pulls the chip's reset line; the EEPROM stays, the buttons are let go
//   quit                also at the end of the input

#include <inttypes.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sim_avr.h>
#include <sim_elf.h>
#include <sim_time.h>

#include "contacts.h"
#include "eeprom_file.h"
#include "outputs.h"
#include "pace.h"
#include "serial_line.h"
#include "tell.h"

static avr_t *chip;

// ---- resets

static void (*reset_chip)(avr_t *);
static bool was_reset;

/** Called in the middle of a reset, whatever its cause. */
static void on_reset(avr_t *avr) {
  reset_chip(avr);
  was_reset = true;
}

/** Carries on with the board around a chip that was reset. */
static void start_again(void) {
  static avr_cycle_count_t started_at;
  was_reset = false;
  restart_pace(chip);
  restart_line();
  restart_contacts();
  tell("started %" PRIu64, (uint64_t)(chip->cycle - started_at));
  started_at = chip->cycle;
}

// ---- commands

/** `rjmp .-2` in the last word of the flash, which no program this small reaches. */
static void hang(void) {
  chip->flash[chip->flashend - 1] = 0xFF;
  chip->flash[chip->flashend] = 0xCF;
  chip->pc = chip->flashend - 1;
  chip->state = cpu_Running;
}

static bool obey(const char *command) {
  int button = 0;
  unsigned number = 0;
  const bool two = sscanf(command, "%*s %d %u", &button, &number) == 2 && button >= 0 && button < CONTACTS;
  const bool one = sscanf(command, "%*s %d", &button) == 1 && button >= 0 && button < CONTACTS;
  char word[8] = "";
  sscanf(command, "%7s", word);
  if (strcmp(word, "press") == 0 && two) {
    press_contact(button, number, false);
  } else if (strcmp(word, "bounce") == 0 && two) {
    press_contact(button, number, true);
  } else if (strcmp(word, "spark") == 0 && two) {
    spark_contact(button, number);
  } else if (strcmp(word, "hold") == 0 && one) {
    set_contact(button, true);
  } else if (strcmp(word, "release") == 0 && one) {
    set_contact(button, false);
  } else if (sscanf(command, "hurry %u", &number) == 1) {
    hurry(chip, number);
  } else if (sscanf(command, "peek %x", &number) == 1 && number <= chip->ramend) {
    tell("peek %x %x", number, chip->data[number]);
  } else if (strcmp(command, "hang") == 0) {
    hang();
  } else if (strcmp(command, "reset") == 0) {
    avr_reset(chip);
  } else if (strcmp(command, "quit") == 0) {
    return false;
  } else {
    fail("not a command", command);
  }
  return true;
}

/** Obeys what came on standard input, without waiting. False at its end. */
static bool obey_input(void) {
  static char text[256];
  static size_t length = 0;
  struct pollfd input = {STDIN_FILENO, POLLIN, 0};
  while (poll(&input, 1, 0) > 0) {
    char byte;
    if (read(STDIN_FILENO, &byte, 1) != 1) {
      return false;
    }
    if (byte != '\n') {
      if (length == sizeof text - 1) {
        fail("a command is too long", text);
      }
      text[length++] = byte;
      text[length] = '\0';
    } else {
      length = 0;
      if (!obey(text)) {
        return false;
      }
      text[0] = '\0';
    }
  }
  return true;
}

/** Runs until the input ends. */
static void run(void) {
  avr_cycle_count_t looked_at = 0;
  const avr_cycle_count_t look_every = avr_usec_to_cycles(chip, 1000);
  for (;;) {
    const int state = avr_run(chip);
    if (state == cpu_Done || state == cpu_Crashed) {
      fail("the program", state == cpu_Crashed ? "crashed" : "ended");
    }
    if (chip->cycle - looked_at >= look_every) {
      looked_at = chip->cycle;
      feed_line();
      if (!obey_input()) {
        return;
      }
    }
    if (was_reset) {
      start_again();
    }
  }
}

int main(int count, char **words) {
  if (count < 2) {
    fail("usage", "simulator PROGRAM.elf [EEPROM-FILE]");
  }
  lead_output_away();
  elf_firmware_t program;
  memset(&program, 0, sizeof program);
  if (elf_read_firmware(words[1], &program) != 0) {
    fail(words[1], "cannot be read as a program");
  }
  chip = avr_make_mcu_by_name("atmega328p");
  if (chip == NULL) {
    fail("simavr", "does not know the ATmega328P");
  }
  program.frequency = 16000000;
  avr_init(chip);
  chip->frequency = program.frequency;
  avr_load_firmware(chip, &program);
  reset_chip = chip->reset;
  chip->reset = on_reset;
  if (count > 2) {
    load_eeprom(chip, words[2]);
  }
  connect_contacts(chip);
  connect_outputs(chip);
  tell("pty %s", connect_line(chip));
  tell("started 0");
  keep_pace(chip);
  run();
  if (count > 2) {
    save_eeprom(chip, words[2]);
  }
  return 0;
}
