import type { EventContext } from '../contract/feedback-event.ts';
import type { LanguageTag } from '../contract/identifiers.ts';
import type { TerminalConfiguration } from '../contract/terminal-configuration.ts';
import type { TerminalIdentity } from '../contract/terminal-identity.ts';

/** The language on screen, as the renderer last said. */
export type ScreenLanguage = {
  show(tag: LanguageTag): void;
  /** The start screen's language until the renderer has said one that this configuration offers. */
  of(configuration: TerminalConfiguration): LanguageTag;
};

export function createScreenLanguage(): ScreenLanguage {
  let shown: LanguageTag | null = null;
  return {
    show(tag) {
      shown = tag;
    },
    of({ languages }) {
      const [first = 'en'] = languages;
      return shown !== null && languages.includes(shown) ? shown : first;
    },
  };
}

/** What an event made now carries about its surroundings. */
export function eventContext(
  identity: TerminalIdentity,
  configuration: TerminalConfiguration,
  language: LanguageTag,
): EventContext {
  const { questionnaire, touchpoint } = configuration;
  return {
    terminalId: identity.terminalId,
    touchpointId: touchpoint?.id ?? null,
    questionnaire: questionnaire && { id: questionnaire.id, version: questionnaire.version },
    configurationVersion: configuration.version,
    language,
  };
}
