import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from '../../support/e2e';

/** The levels of WCAG 2.2 that the interface is held to, and what axe calls best practice. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Fails with what axe finds by the rules that it has on by itself. */
export async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 300)}`)).toEqual([]);
}

/**
 * Fails with what axe finds by the rules of WCAG 2.2 AA, of which some are off by themselves.
 * @param what said with the failure: the page
 * @param isMenuOpen a menu stands in no landmark, which the rule `region` would blame
 */
export async function expectConformance(page: Page, what: string, isMenuOpen = false): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(tags)
    .disableRules(isMenuOpen ? ['region'] : [])
    .analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
  );
  expect(found, what).toEqual([]);
}

/** Takes a picture of a page where ESTIBA_SHOTS names a folder for them, else nothing. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.ESTIBA_SHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}
