/** The colour of the kiosk's paper (`renderer/look/tokens.css`): a window without a page does not flash white. */
export const PAPER = '#fbf5ea';

/** Every language there is, because nothing of the terminal's configuration is needed to say this. */
const SENTENCES = {
  en: 'One moment, please. This terminal is being restarted.',
  nl: 'Een moment geduld. Dit scherm wordt opnieuw gestart.',
  de: 'Einen Moment bitte. Dieses Gerät wird neu gestartet.',
  fr: 'Un instant, s’il vous plaît. Cet écran redémarre.',
  nb: 'Et øyeblikk. Denne skjermen starter på nytt.',
} as const;

const HTML = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Glimlach</title>
    <link rel="stylesheet" href="/fallback.css" />
  </head>
  <body>
    <main>
${Object.entries(SENTENCES)
  .map(([language, sentence]) => `      <p lang="${language}">${sentence}</p>`)
  .join('\n')}
    </main>
  </body>
</html>
`;

const CSS = `html {
  height: 100%;
  background: ${PAPER};
  color: #2d211a;
  font-family: system-ui, sans-serif;
  cursor: none;
  user-select: none;
}
body {
  display: grid;
  place-items: center;
  height: 100%;
  margin: 0;
}
main {
  padding: 6vmin;
  text-align: center;
}
p {
  margin: 0.8em 0;
  font-size: clamp(16px, 3.2vmin, 64px);
  line-height: 1.3;
}
`;

const FILES: ReadonlyMap<string, string> = new Map([
  ['fallback.html', HTML],
  ['fallback.css', CSS],
]);

/** What the terminal shows while its page cannot be shown: honest, without a program and without a file. */
export function fallbackFile(path: string): Uint8Array<ArrayBuffer> | null {
  const text = FILES.get(path);
  return text === undefined ? null : new Uint8Array(Buffer.from(text));
}
