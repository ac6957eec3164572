/** A visitor's phone, as far as pages without script need one: it keeps cookies and follows no redirect by itself. */
export type TestPhone = {
  get(path: string, headers?: Record<string, string>): Promise<PhonePage>;
  /** Sends the form of this page with these fields. */
  send(page: PhonePage, fields: Fields, headers?: Record<string, string>): Promise<PhonePage>;
  /** Sends anything. */
  post(path: string, fields: Fields, headers?: Record<string, string>): Promise<PhonePage>;
  /** As {@link send}, and then looks at the page it leads to. */
  sendAndFollow(page: PhonePage, fields: Fields): Promise<PhonePage>;
};

export type Fields = Readonly<Record<string, string | readonly string[]>>;

export type PhonePage = {
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly markup: string;
  /** Of the form on it, or an empty text. */
  readonly formId: string;
  /** Of the same, as it stands there: what is added to the page's own path. */
  readonly action: string;
};

export function newPhone(hubUrl: string): TestPhone {
  const cookies: { readonly name: string; readonly value: string; readonly path: string }[] = [];

  async function ask(path: string, init: RequestInit): Promise<PhonePage> {
    const headers = new Headers(init.headers);
    if (!headers.has('accept-language')) {
      headers.set('accept-language', 'en');
    }
    const bare = path.split('?', 1)[0] ?? path;
    const sent = cookies.filter(
      (cookie) => bare === cookie.path || bare.startsWith(`${cookie.path}/`),
    );
    if (sent.length > 0) {
      headers.set('cookie', sent.map(({ name, value }) => `${name}=${value}`).join('; '));
    }
    const reply = await fetch(`${hubUrl}${path}`, { ...init, headers, redirect: 'manual' });
    for (const line of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.push({ name, value, path: /; Path=([^;]+)/.exec(line)?.[1] ?? '/' });
    }
    const markup = await reply.text();
    const action = /<form method="post" action="([^"]*)"/.exec(markup)?.[1] ?? '';
    const formId = /name="form" value="([^"]*)"/.exec(markup)?.[1] ?? '';
    return { path: bare, status: reply.status, headers: reply.headers, markup, formId, action };
  }

  const phone: TestPhone = {
    get: (path, headers = {}) => ask(path, { headers }),
    post(path, fields, headers = {}) {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries(fields)) {
        for (const one of typeof value === 'string' ? [value] : value) {
          body.append(name, one);
        }
      }
      return ask(path, { method: 'POST', headers, body });
    },
    send: (page, fields, headers) =>
      phone.post(page.path + page.action, { form: page.formId, ...fields }, headers),
    async sendAndFollow(page, fields) {
      const sent = await phone.send(page, fields);
      const location = sent.headers.get('location');
      if (sent.status !== 303 || location === null) {
        throw new Error(`The hub answered ${sent.status}, and led nowhere.`);
      }
      return phone.get(location);
    },
  };
  return phone;
}
