import { expect, test } from '@playwright/test';
import { doInMain } from '../support/in-main.ts';
import { BUTTON, startJourney } from '../support/journey.ts';
import type { PackagedKiosk } from '../support/packaged-kiosk.ts';
import { processTree } from '../support/process-tree.ts';

/**
 * The driver takes a page that went for lost, so the screen that came back is asked through main. Null where there is
 * no answer within a second: what is asked of a page that goes meanwhile is never settled.
 */
const inPage = (kiosk: PackagedKiosk, script: string): Promise<unknown> =>
  kiosk.app.evaluate(({ BrowserWindow }, run): Promise<unknown> => {
    const unanswered = new Promise((resolve) => {
      setTimeout(resolve, 1_000, null);
    });
    const answer = BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(run);
    return Promise.race([answer ?? null, unanswered]);
  }, script);

const facesOf = (kiosk: PackagedKiosk): Promise<unknown> =>
  inPage(kiosk, "document.querySelectorAll('#kiosk > [data-screen=start] .face-button').length");

/** Something that a page which was loaded anew no longer has. */
const mark = (kiosk: PackagedKiosk): Promise<unknown> => inPage(kiosk, 'globalThis.before = 1; 0');
const isMarked = (kiosk: PackagedKiosk): Promise<unknown> =>
  inPage(kiosk, "'before' in globalThis");

test('a page that hangs for ever is ended within seconds, and what was pressed meanwhile is recorded', async () => {
  await using journey = await startJourney();
  const kiosk = await journey.startKiosk();
  await doInMain(
    kiosk.app,
    ({ BrowserWindow }) => {
      // Never answered.
      void BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        'for (;;) { performance.now(); }',
      );
    },
    null,
  );
  journey.box.press(BUTTON.red);
  await expect.poll(() => kiosk.output(), { timeout: 20_000 }).toContain('page-hung');
  await expect.poll(() => facesOf(kiosk)).toBe(3);
  await expect
    .poll(() => journey.storedPresses())
    .toEqual([{ number: 1, rating: 'negative', source: 'box' }]);
});

test('a page that goes blank is loaded anew', async () => {
  await using journey = await startJourney();
  const kiosk = await journey.startKiosk();
  await mark(kiosk);
  await inPage(kiosk, 'document.body.remove(); 0');
  await expect.poll(() => facesOf(kiosk), { timeout: 20_000 }).toBe(3);
  expect([kiosk.output().includes('page-blank'), await isMarked(kiosk)]).toEqual([true, false]);
  journey.box.press(BUTTON.green);
  await expect
    .poll(() => journey.storedPresses())
    .toEqual([{ number: 1, rating: 'positive', source: 'box' }]);
});

test('a page that goes blank again and again gets a window of its own, and takes presses there', async () => {
  await using journey = await startJourney();
  const kiosk = await journey.startKiosk();
  const windowId = () =>
    kiosk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map(({ id }) => id));
  const before = await windowId();
  const blanks = (): number => kiosk.output().match(/page-blank/g)?.length ?? 0;
  for (const times of [1, 2, 3]) {
    await expect.poll(() => facesOf(kiosk), { timeout: 20_000 }).toBe(3);
    await inPage(kiosk, 'document.body.remove(); 0');
    await expect.poll(blanks, { timeout: 20_000 }).toBe(times);
  }
  await expect.poll(() => facesOf(kiosk), { timeout: 20_000 }).toBe(3);
  const after = await windowId();
  expect([before.length, after.length, after[0] === before[0]]).toEqual([1, 1, false]);
  journey.box.press(BUTTON.green);
  await expect
    .poll(() => journey.storedPresses())
    .toEqual([{ number: 1, rating: 'positive', source: 'box' }]);
});

test('the GPU process is killed: the page goes on painting, and is not loaded anew', async () => {
  await using journey = await startJourney();
  const kiosk = await journey.startKiosk();
  await mark(kiosk);
  const gpuPid = () =>
    kiosk.app.evaluate(
      ({ app }) => app.getAppMetrics().find(({ type }) => type === 'GPU')?.pid ?? 0,
    );
  const before = await gpuPid();
  expect(processTree(kiosk.pid)).toContain(before);
  process.kill(before, 'SIGKILL');
  await expect.poll(() => kiosk.output()).toContain('gpu-process-lost');
  await expect.poll(gpuPid, { timeout: 20_000 }).not.toBe(before);
  journey.box.press(BUTTON.green);
  await expect(kiosk.window.locator('.thanks-screen[data-rating=positive]')).toBeVisible();
  const frames =
    'new Promise((paint) => requestAnimationFrame(() => requestAnimationFrame(() => paint(true))))';
  expect([await inPage(kiosk, frames), await isMarked(kiosk)]).toEqual([true, true]);
});

test('a configuration that takes its page down is set aside, and the one before it is back', async () => {
  await using journey = await startJourney();
  const kiosk = await journey.startKiosk();
  await kiosk.app.context().addInitScript(() => {
    const real = globalThis.fetch;
    globalThis.fetch = async (...request) => {
      const reply = await real(...request);
      if (!reply.url.endsWith('/v1/terminal/config') || reply.status !== 200) {
        return reply;
      }
      const configuration = await reply.json();
      configuration.version += 1;
      configuration.questionnaire.question = { nl: 'Boem', en: 'Boem' };
      return new Response(JSON.stringify(configuration), { headers: reply.headers });
    };
    // Stands for what a program cannot draw.
    new MutationObserver(() => {
      if (document.body?.textContent.includes('Boem')) {
        document.body.remove();
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  await inPage(kiosk, 'location.reload(); 0');
  await expect
    .poll(() => kiosk.output(), { timeout: 60_000 })
    .toContain('"what":"configuration-refused"');
  await expect.poll(() => facesOf(kiosk), { timeout: 20_000 }).toBe(3);

  // The hub offers it again to every page, and it is not taken again.
  await expect.poll(() => kiosk.output()).toContain('stays set aside');
  expect(await facesOf(kiosk)).toBe(3);
  journey.box.press(BUTTON.green);
  await expect
    .poll(() => journey.storedPresses())
    .toEqual([{ number: 1, rating: 'positive', source: 'box' }]);
});
