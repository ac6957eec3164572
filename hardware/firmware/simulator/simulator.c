// A board with the button box's chip, simulated by simavr: loads the program, gives its UART a pseudo terminal, and has
// six buttons and seven outputs. Time runs as fast as on a real board.
//
//   simulator PROGRAM.elf [EEPROM-FILE]
//
// The EEPROM is read from the file when there is one, and written to it at the end. First line on standard output:
// `pty PATH`. Then a line for each output that changes: `lamp 0 on`, `buzzer off`, `beacon on`, and `started` after each
// reset. Commands on standard input, one a line:
//
//   press BUTTON MS     closes a contact for so long
//   bounce BUTTON MS    the same, with a worn contact: it bounces for 6 ms at both ends; `bounced BUTTON` when it is over
//   hold BUTTON         closes a contact until `release BUTTON`
//   reset               pulls the chip's reset line; the EEPROM stays
//   quit                also at the end of the input

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <avr_eeprom.h>
#include <avr_ioport.h>
#include <avr_uart.h>
#include <sim_avr.h>
#include <sim_elf.h>
#include <sim_time.h>

#include <parts/button.h>
#include <parts/uart_pty.h>

DEFINE_FIFO(uint8_t, uart_pty_fifo);

#define BUTTONS 6
#define EEPROM_BYTES 1024

static avr_t *chip;
static uart_pty_t line;
static button_t buttons[BUTTONS];

static const struct {
  char port;
  int pin;
  const char *name;
} outputs[] = {
    {'B', 0, "lamp 0"}, {'B', 1, "lamp 1"}, {'B', 2, "lamp 2"}, {'B', 3, "lamp 3"},
    {'B', 4, "lamp 4"}, {'C', 0, "buzzer"}, {'C', 1, "beacon"},
};
#define OUTPUTS (sizeof outputs / sizeof outputs[0])
static bool lit[OUTPUTS];

// simavr prints on standard output at any time, so that is led to standard error, and this is the real one.
static FILE *told;

static void lead_output_away(void) {
  fflush(stdout);
  told = fdopen(dup(STDOUT_FILENO), "w");
  dup2(STDERR_FILENO, STDOUT_FILENO);
}

static void tell(const char *format, ...) {
  va_list values;
  va_start(values, format);
  vfprintf(told, format, values);
  va_end(values);
  fputc('\n', told);
  fflush(told);
}

static void fail(const char *what, const char *detail) {
  fprintf(stderr, "simulator: %s: %s\n", what, detail);
  exit(1);
}

static void on_output(struct avr_irq_t *irq, uint32_t value, void *param) {
  (void)irq;
  const size_t index = (size_t)param;
  const bool on = (value & 1) != 0;
  if (on != lit[index]) {
    lit[index] = on;
    tell("%s %s", outputs[index].name, on ? "on" : "off");
  }
}

// ---- time

static struct timespec real_start;
static avr_cycle_count_t cycles_start;

static void start_clock(void) {
  clock_gettime(CLOCK_MONOTONIC, &real_start);
  cycles_start = chip->cycle;
}

// Called when the program sleeps until something happens: waits until it is that late in reality too. A machine that was
// held up does not catch up in a rush; the chip then lost that time.
static void sleep_in_step(avr_t *avr, avr_cycle_count_t cycles) {
  const uint64_t due_ns = (avr->cycle + cycles - cycles_start) * 1000000000ULL / avr->frequency;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  const int64_t passed_ns =
      (int64_t)(now.tv_sec - real_start.tv_sec) * 1000000000LL + (now.tv_nsec - real_start.tv_nsec);
  const int64_t early_ns = (int64_t)due_ns - passed_ns;
  if (early_ns > 0) {
    const struct timespec wait = {early_ns / 1000000000LL, early_ns % 1000000000LL};
    nanosleep(&wait, NULL);
  } else if (early_ns < -50000000LL) {
    start_clock();
  }
}

// ---- the serial line

static bool uart_takes = true;

static void on_uart_room(struct avr_irq_t *irq, uint32_t value, void *param) {
  (void)irq, (void)value, (void)param;
  uart_takes = true;
}

static void on_uart_full(struct avr_irq_t *irq, uint32_t value, void *param) {
  (void)irq, (void)param;
  if (value != 0) {
    uart_takes = false;
  }
}

// Not by `uart_pty_connect`: that feeds the chip from a thread of its own, which the simulator is not made for, and makes
// a link of one fixed name in /tmp. The part's thread moves bytes between the pseudo terminal and its queues only.
static void connect_line(void) {
  uint32_t flags = 0;
  avr_ioctl(chip, AVR_IOCTL_UART_GET_FLAGS('0'), &flags);
  flags &= ~(uint32_t)AVR_UART_FLAG_STDIO;
  avr_ioctl(chip, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
  avr_connect_irq(avr_io_getirq(chip, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUTPUT), line.irq + IRQ_UART_PTY_BYTE_IN);
  avr_irq_register_notify(avr_io_getirq(chip, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUT_XON), on_uart_room, NULL);
  avr_irq_register_notify(avr_io_getirq(chip, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUT_XOFF), on_uart_full, NULL);
}

static void feed_uart(void) {
  avr_irq_t *input = avr_io_getirq(chip, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_INPUT);
  while (uart_takes && !uart_pty_fifo_isempty(&line.pty.out)) {
    avr_raise_irq(input, uart_pty_fifo_read(&line.pty.out));
  }
}

// ---- buttons

static void set_contact(int button, bool closed) { avr_raise_irq(buttons[button].irq + IRQ_BUTTON_OUT, closed ? 0 : 1); }

/** Contacts of a bounce, each so many microseconds after the one before. */
static const uint32_t bounce_usec[] = {1100, 1900, 1200, 1800};
#define BOUNCES (sizeof bounce_usec / sizeof bounce_usec[0])
static struct {
  size_t step;
  bool closing;
  uint32_t held_usec;
} bouncing[BUTTONS];

static avr_cycle_count_t on_bounce(avr_t *avr, avr_cycle_count_t when, void *param) {
  const size_t button = (size_t)param;
  const bool first = bouncing[button].closing;
  const size_t step = bouncing[button].step;
  set_contact((int)button, (step % 2 == 0) == first);
  if (step < BOUNCES) {
    bouncing[button].step = step + 1;
    return when + avr_usec_to_cycles(avr, bounce_usec[step]);
  }
  if (!first) {
    tell("bounced %d", (int)button);
    return 0;
  }
  bouncing[button].closing = false;
  bouncing[button].step = 0;
  return when + avr_usec_to_cycles(avr, bouncing[button].held_usec);
}

static void connect_buttons(void) {
  for (int button = 0; button < BUTTONS; button += 1) {
    button_init(chip, &buttons[button], "button");
    avr_connect_irq(buttons[button].irq + IRQ_BUTTON_OUT, avr_io_getirq(chip, AVR_IOCTL_IOPORT_GETIRQ('D'), 2 + button));
  }
}

/** The pull-ups do it on a real board. */
static void release_all(void) {
  for (int button = 0; button < BUTTONS; button += 1) {
    avr_cycle_timer_cancel(chip, on_bounce, (void *)(size_t)button);
    set_contact(button, false);
  }
}

// ---- commands

static bool obey(const char *command) {
  int button = 0;
  unsigned ms = 0;
  if (sscanf(command, "press %d %u", &button, &ms) == 2 && button >= 0 && button < BUTTONS) {
    button_press(&buttons[button], ms * 1000);
  } else if (sscanf(command, "bounce %d %u", &button, &ms) == 2 && button >= 0 && button < BUTTONS) {
    bouncing[button].step = 0;
    bouncing[button].closing = true;
    bouncing[button].held_usec = ms * 1000;
    avr_cycle_timer_register_usec(chip, 1, on_bounce, (void *)(size_t)button);
  } else if (sscanf(command, "hold %d", &button) == 1 && button >= 0 && button < BUTTONS) {
    set_contact(button, true);
  } else if (sscanf(command, "release %d", &button) == 1 && button >= 0 && button < BUTTONS) {
    set_contact(button, false);
  } else if (strcmp(command, "reset") == 0) {
    avr_reset(chip);
    start_clock();
    uart_takes = true;
    release_all();
    tell("started");
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

// ---- EEPROM

static void load_eeprom(const char *path) {
  static uint8_t cells[EEPROM_BYTES];
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    return;
  }
  avr_eeprom_desc_t image = {cells, 0, (uint32_t)fread(cells, 1, sizeof cells, file)};
  fclose(file);
  avr_ioctl(chip, AVR_IOCTL_EEPROM_SET, &image);
}

static void save_eeprom(const char *path) {
  static uint8_t cells[EEPROM_BYTES];
  avr_eeprom_desc_t image = {cells, 0, sizeof cells};
  avr_ioctl(chip, AVR_IOCTL_EEPROM_GET, &image);
  FILE *file = fopen(path, "wb");
  if (file == NULL || fwrite(cells, 1, sizeof cells, file) != sizeof cells || fclose(file) != 0) {
    fail(path, strerror(errno));
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
  if (count > 2) {
    load_eeprom(words[2]);
  }
  uart_pty_init(chip, &line);
  connect_line();
  connect_buttons();
  release_all();
  for (size_t index = 0; index < OUTPUTS; index += 1) {
    avr_irq_register_notify(avr_io_getirq(chip, AVR_IOCTL_IOPORT_GETIRQ(outputs[index].port), outputs[index].pin),
                            on_output, (void *)index);
  }

  tell("pty %s", line.pty.slavename);
  tell("started");

  chip->sleep = sleep_in_step;
  start_clock();
  avr_cycle_count_t looked_at = 0;
  const avr_cycle_count_t look_every = avr_usec_to_cycles(chip, 1000);
  for (;;) {
    const int state = avr_run(chip);
    if (state == cpu_Done || state == cpu_Crashed) {
      fail("the program", state == cpu_Crashed ? "crashed" : "ended");
    }
    if (chip->cycle - looked_at >= look_every) {
      looked_at = chip->cycle;
      feed_uart();
      if (!obey_input()) {
        break;
      }
    }
  }
  if (count > 2) {
    save_eeprom(words[2]);
  }
  return 0;
}
