/** Says why a serial port could not be opened and what to do, from the message of the operating system. */
export function describeOpenFailure(message: string): string {
  const said = message.replace(/^Error:?\s*/, '').trim();
  return `${said.replace(/\.$/, '')}. ${remedy(said)}`;
}

function remedy(said: string): string {
  if (/no such file|not found/i.test(said)) {
    return 'Plug the box in, or correct its port in GLIMLACH_SERIAL or GLIMLACH_BOXES.';
  }
  if (/permission denied|access denied/i.test(said)) {
    return 'Let the user who runs the terminal use serial ports (on Debian: group dialout) and sign in again.';
  }
  if (/lock|busy|temporarily unavailable/i.test(said)) {
    return 'Another program has the port open; end it.';
  }
  return 'Check that GLIMLACH_SERIAL or GLIMLACH_BOXES names a serial port.';
}
