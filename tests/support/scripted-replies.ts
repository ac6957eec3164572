/** What a request is answered; without a body 204. */
export type ScriptedReply = {
  status: number;
  body?: unknown;
  /** Opens a session for the one who asked. */
  signsIn?: boolean;
};

/** Answers by what was sent, null when nothing was. */
export type Script = (sent: unknown) => ScriptedReply;

/** Replies of routes that a scene is about; those of other routes are not known here. */
export type ScriptedReplies = {
  /** @param route such as `GET /v1/people`; without its query. */
  on: (route: string, script: Script) => void;
  find: (method: string, path: string) => Script | null;
};

export function createScriptedReplies(): ScriptedReplies {
  const scripts = new Map<string, Script>();
  return {
    on(route, script) {
      scripts.set(route, script);
    },
    find: (method, path) => scripts.get(`${method} ${path}`) ?? null,
  };
}
