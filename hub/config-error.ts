/** The process was started with something it cannot work with; the message is one line saying what and what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
