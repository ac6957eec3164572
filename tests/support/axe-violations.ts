import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

type Violations = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'];

/**
 * What axe finds wrong with a page by all its rules, or by those with one of the tags.
 * Reads the page in one go: without frames there is nothing to put together, for which axe would open another page
 * each time.
 * @throws Error when the page has frames after all.
 */
export async function axeViolations(
  page: Page,
  tags: readonly string[] | null = null,
): Promise<Violations> {
  if (page.frames().length > 1) {
    throw new Error(`${page.url()} has frames, into which axe would not look.`);
  }
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await (tags === null ? axe : axe.withTags([...tags])).analyze();
  return violations;
}
