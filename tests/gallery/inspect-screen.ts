import type { Page } from '@playwright/test';

/** What is wrong with the screen that stands on a page, by rules that hold for every one. */
export async function inspectScreen(
  page: Page,
  { axe = true }: { readonly axe?: boolean } = {},
): Promise<readonly string[]> {
  return [
    ...(axe ? await axeFindings(page) : []),
    ...(await cutOff(page)),
    ...(await smallTargets(page)),
  ];
}

async function axeFindings(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      resultTypes: ['violations'],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`,
      ),
    );
  });
}

/** Words or buttons that reach out of the screen, or out of what hides what reaches out of it. */
async function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const ALLOWANCE_PX = 1.5;
    const kiosk = document.querySelector('.kiosk');
    const scrolled = (element: Element): boolean =>
      element.closest('[data-scrolls], .set-up-screen') !== null;
    const shown = (element: Element): boolean =>
      element.closest('.only-spoken, [aria-hidden=true]') === null &&
      element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
    return [...(kiosk?.querySelectorAll('h1, h2, p, button, a, input, label, li, dt, dd') ?? [])]
      .filter(shown)
      .flatMap((element) => {
        const box = element.getBoundingClientRect();
        // What scrolls may reach out; words that are wider than their place lie over others there too.
        const out =
          !scrolled(element) &&
          (box.left < -ALLOWANCE_PX ||
            box.top < -ALLOWANCE_PX ||
            box.right > innerWidth + ALLOWANCE_PX ||
            box.bottom > innerHeight + ALLOWANCE_PX);
        const name = `${element.tagName.toLowerCase()}.${element.className} "${(element.textContent ?? '').slice(0, 40)}"`;
        return [
          ...(out ? [`${name} reaches out of the screen`] : []),
          ...(element.scrollWidth > element.clientWidth + 2 &&
          // Words that are only spoken stand in one pixel.
          element.clientWidth > 1 &&
          !element.matches('.face-button')
            ? [`${name} is wider than its place`]
            : []),
        ];
      });
  });
}

/** At 1080p a target is at least 96 px: 8.8 % of the shorter side. For installers' pages a finger's 44 px is enough. */
async function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const leastPx = Math.floor((Math.min(innerWidth, innerHeight) * 96) / 1080) - 0.5;
    return [...document.querySelectorAll('.kiosk :is(button, a[href], input, [role=checkbox])')]
      .filter(
        (element) =>
          element.checkVisibility({ checkVisibilityCSS: true }) &&
          element.closest('.set-up-screen, .staff-screen, .only-spoken') === null,
      )
      .flatMap((element) => {
        const { width, height } = element.getBoundingClientRect();
        return width < leastPx || height < leastPx
          ? [
              `${element.className} "${element.getAttribute('aria-label') ?? element.textContent ?? ''}" is ${width.toFixed(0)}×${height.toFixed(0)} px, less than ${leastPx.toFixed(0)}`,
            ]
          : [];
      });
  });
}
