import { runInPage, tryInPage } from './in-page.ts';
import type { Locked, WayOut } from './way-out.ts';

const ADDRESSES = [
  'https://way-out.example/',
  'http://127.0.0.1:9/',
  'file:///etc/hostname',
  'mailto:somebody@way-out.example',
  'tel:+31300000000',
  'sms:+31300000000',
  'intent://way-out.example/#Intent;scheme=https;end',
  'ms-settings:',
  'data:text/html,out',
  'javascript:document.title=1,void 0',
  'view-source:kiosk://app/index.html',
  'chrome://gpu',
  'chrome://settings',
  'devtools://devtools/bundled/inspector.html',
  'chrome-extension://abcdefghijklmnopabcdefghijklmnop/index.html',
  'kiosk://app/start.js',
  'kiosk://app/index.html?elsewhere',
  'kiosk://other/index.html',
  'ftp://way-out.example/',
  'ws://way-out.example/',
  'filesystem:kiosk://app/temporary/out.html',
];

/** A link over the whole page. */
const PUT_LINK = (attributes: Readonly<Record<string, string>>) => `(() => {
  const link = document.createElement('a');
  for (const [name, value] of Object.entries(${JSON.stringify(attributes)})) {
    link.setAttribute(name, value);
  }
  link.id = 'way-out';
  link.textContent = 'out';
  Object.assign(link.style, { position: 'fixed', inset: '0', zIndex: '9999' });
  document.body.append(link);
})()`;

const TAKE_LINK = `document.querySelector('#way-out')?.remove()`;

function byLink(name: string, attributes: Readonly<Record<string, string>>): WayOut {
  return {
    name,
    async attempt(locked) {
      await tryInPage(locked, PUT_LINK(attributes));
      await locked.desktop.click(1, 400, 400);
      await locked.kiosk.window.evaluate(
        () => new Promise<void>((done) => requestAnimationFrame(() => done())),
      );
      await tryInPage(locked, TAKE_LINK);
      return 'nothing';
    },
  };
}

function byScript(name: string, expression: string, anew?: true): WayOut {
  return {
    name,
    async attempt(locked: Locked) {
      if (anew) {
        await runInPage(locked, expression);
        return 'loaded anew';
      }
      return tryInPage(locked, expression);
    },
    ...(anew ? { anew } : {}),
  };
}

export const addresses: readonly WayOut[] = [
  ...[...ADDRESSES, 'about:blank', '#elsewhere'].map((href) => byLink(`link to ${href}`, { href })),
  byLink('link to a new window', { href: 'https://way-out.example/', target: '_blank' }),
  byLink('link to download', { href: 'kiosk://app/icon.svg', download: 'icon.svg' }),
  byLink('link that pings', { href: '#', ping: 'https://way-out.example/' }),
  ...ADDRESSES.map((href) =>
    byScript(`location = ${href}`, `void (location.href = ${JSON.stringify(href)})`),
  ),
  ...ADDRESSES.map((href) =>
    byScript(`window.open ${href}`, `window.open(${JSON.stringify(href)})`),
  ),
  byScript(
    'location = blob:',
    `void (location.href = URL.createObjectURL(new Blob(['out'], { type: 'text/html' })))`,
  ),
  byScript('location.replace', `location.replace('https://way-out.example/')`),
  byScript('location = about:blank', `void (location.href = 'about:blank')`, true),
  byScript('window.open about:blank', `window.open('about:blank')`),
  byScript('location.reload', `location.reload()`, true),
  byScript('location.hash', `void (location.hash = 'elsewhere')`, true),
  byScript('history.pushState', `history.pushState(null, '', '/elsewhere.html')`, true),
  byScript('history.replaceState', `history.replaceState(null, '', '/elsewhere.html')`, true),
  byScript('history.back', `history.back()`),
  byScript('history.forward', `history.forward()`),
  byScript(
    'navigation.navigate',
    `navigation.navigate('https://way-out.example/').finished.then(() => 1)`,
  ),
  byScript(
    'window.open in this window',
    `window.open('https://way-out.example/', '_self') !== window`,
  ),
  byScript(
    'window.open with features',
    `window.open('about:blank', 'out', 'popup,width=300,height=300')`,
  ),
  byScript('window.open without opener', `window.open('about:blank', '_blank', 'noopener')`),
  ...(['get', 'post'] as const).flatMap((method) =>
    ['_self', '_blank'].map((target) =>
      byScript(
        `form by ${method} to ${target}`,
        `(() => {
          const form = document.createElement('form');
          Object.assign(form, { method: '${method}', target: '${target}', action: 'https://way-out.example/' });
          document.body.append(form);
          form.submit();
          form.remove();
        })()`,
      ),
    ),
  ),
  byScript(
    'meta refresh',
    `(() => {
      const meta = document.createElement('meta');
      Object.assign(meta, { httpEquiv: 'refresh', content: '0;url=https://way-out.example/' });
      document.head.append(meta);
      meta.remove();
    })()`,
  ),
  byScript(
    'base address',
    `(() => {
      const base = document.createElement('base');
      base.href = 'https://way-out.example/';
      document.head.append(base);
      const elsewhere = !document.baseURI.startsWith('kiosk://app/');
      base.remove();
      return elsewhere;
    })()`,
  ),
];
