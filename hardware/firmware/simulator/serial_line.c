#include "serial_line.h"

#include <avr_uart.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>

#include <parts/uart_pty.h>

#include "tell.h"

DEFINE_FIFO(uint8_t, uart_pty_fifo);

/** USART_RX_vect of the ATmega328P. */
#define RECEIVED_VECTOR 18

static avr_t *chip;
static uart_pty_t line;
static bool uart_takes = true;
static avr_cycle_count_t heard_at;

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

static void on_received(struct avr_irq_t *irq, uint32_t value, void *param) {
  (void)irq, (void)param;
  if (value != 0) {
    heard_at = chip->cycle;
  }
}

static void on_sent(struct avr_irq_t *irq, uint32_t value, void *param) {
  (void)irq, (void)param;
  static avr_cycle_count_t began_at;
  static avr_cycle_count_t after;
  static size_t length;
  if (value == 0) {
    began_at = chip->cycle;
    after = began_at - heard_at;
    length = 0;
    return;
  }
  // The first byte of a stuffed body is the distance to its first zero, and the type, the second, is never zero.
  length += 1;
  if (length == 2) {
    tell("sent %02x %" PRIu64 " %" PRIu64, (unsigned)value, (uint64_t)began_at, (uint64_t)after);
  }
}

// Not by `uart_pty_connect`: that feeds the chip from a thread of its own, which the simulator is not made for, and makes
// a link of one fixed name in /tmp. The part's thread moves bytes between the pseudo terminal and its queues only.
const char *connect_line(avr_t *avr) {
  chip = avr;
  uart_pty_init(chip, &line);
  uint32_t flags = 0;
  avr_ioctl(chip, AVR_IOCTL_UART_GET_FLAGS('0'), &flags);
  flags &= ~(uint32_t)AVR_UART_FLAG_STDIO;
  avr_ioctl(chip, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
  avr_irq_t *output = avr_io_getirq(chip, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUTPUT);
  avr_connect_irq(output, line.irq + IRQ_UART_PTY_BYTE_IN);
  avr_irq_register_notify(output, on_sent, NULL);
  avr_irq_register_notify(avr_io_getirq(chip, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUT_XON), on_uart_room, NULL);
  avr_irq_register_notify(avr_io_getirq(chip, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUT_XOFF), on_uart_full, NULL);
  avr_irq_register_notify(avr_get_interrupt_irq(chip, RECEIVED_VECTOR) + AVR_INT_IRQ_RUNNING, on_received, NULL);
  return line.pty.slavename;
}

void feed_line(void) {
  avr_irq_t *input = avr_io_getirq(chip, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_INPUT);
  while (uart_takes && !uart_pty_fifo_isempty(&line.pty.out)) {
    avr_raise_irq(input, uart_pty_fifo_read(&line.pty.out));
  }
}

void restart_line(void) {
  uart_takes = true;
}
