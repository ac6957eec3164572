/** A mail to one person, complete. */
export type Mail = {
  /** The name is empty where it is not known. */
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

/**
 * The mail server. `send` tries once, ends by itself within its time limit, and resolves once the server has taken the
 * mail; it rejects where the server did not, for whatever reason.
 */
export type Mailer = { send(mail: Mail): Promise<void> };
