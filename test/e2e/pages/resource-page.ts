import type { Locator, Page } from '@playwright/test';
import type { EstibaServer } from '../../support/app';
import { enginePage, openPage } from '../../support/e2e';

/** A list of containers, images, volumes or networks, or the page of one of them. */
export class ResourcePage {
  readonly page: Page;
  readonly grid: Locator;
  readonly filter: Locator;
  /** The bar that stands above the list while rows are selected. */
  readonly bulk: Locator;
  readonly dialog: Locator;
  readonly toasts: Locator;

  constructor(page: Page) {
    this.page = page;
    // Grouped rows make it a tree.
    this.grid = page.getByRole('grid').or(page.getByRole('treegrid'));
    this.filter = page.getByRole('main').getByRole('searchbox');
    this.bulk = page.getByRole('region', { name: /Actions for the selection|Acciones para la selección/ });
    this.dialog = page.locator('[role=dialog], [role=alertdialog]').filter({ visible: true });
    this.toasts = page.locator('[data-sonner-toast]');
  }

  /** Opens a page of the engine that DOCKER_HOST names: `containers`, `images/<id>?tab=relations`. */
  static async open(page: Page, server: EstibaServer, path: string): Promise<ResourcePage> {
    await openPage(page, server, enginePage(path));
    return new ResourcePage(page);
  }

  /** The line of a list whose object has exactly this name. */
  row(name: string): Locator {
    const link = this.page.getByRole('link', { name, exact: true });
    return this.grid.getByRole('row').filter({ has: link });
  }

  async select(...names: readonly string[]): Promise<void> {
    for (const name of names) await this.row(name).getByRole('checkbox').click();
  }

  /** Chooses an entry of the row's menu. */
  async choose(name: string, entry: string | RegExp): Promise<void> {
    await this.row(name).click({ button: 'right' });
    await this.page.getByRole('menuitem', { name: entry }).click();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('main').getByRole('button', { name, exact: true });
  }

  /** The main button of the open dialog. */
  async confirm(name: string): Promise<void> {
    await this.dialog.getByRole('button', { name, exact: true }).click();
  }

  toast(text: string | RegExp): Locator {
    return this.toasts.filter({ hasText: text });
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { level: 1, name });
  }

  card(name: string | RegExp): Locator {
    return this.page.getByRole('main').getByRole('region', { name });
  }

  tab(name: string): Locator {
    return this.page.getByRole('tab', { name });
  }
}
