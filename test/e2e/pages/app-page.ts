import type { Locator, Page } from '@playwright/test';
import type { EstibaServer } from '../../support/app';

/** The frame around every page. */
export class AppPage {
  readonly page: Page;
  readonly server: EstibaServer;
  readonly rail: Locator;
  readonly main: Locator;
  readonly topBar: Locator;
  readonly statusBar: Locator;
  /** Toasts. */
  readonly messages: Locator;

  constructor(page: Page, server: EstibaServer) {
    this.page = page;
    this.server = server;
    this.rail = page.getByRole('navigation', { name: /^(Pages|Páginas)$/ });
    this.main = page.getByRole('main');
    this.topBar = page.getByRole('banner').first();
    this.statusBar = page.getByRole('contentinfo');
    this.messages = page.locator('[data-sonner-toast]');
  }

  async goTo(name: string): Promise<void> {
    await this.rail.getByRole('link', { name }).click();
  }

  /** Opens an address of this server in the same tab. */
  async visit(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.server.origin).href);
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { level: 1, name });
  }

  card(name: string | RegExp): Locator {
    return this.main.getByRole('region', { name });
  }

  get engineButton(): Locator {
    return this.topBar.getByRole('button').first();
  }

  get jobsButton(): Locator {
    return this.topBar.getByRole('button').last();
  }

  get palette(): Locator {
    return this.page.getByRole('dialog', { name: /Search and commands|Búsqueda y órdenes/ });
  }

  async openPalette(): Promise<Locator> {
    await this.page.keyboard.press('Control+k');
    await this.palette.waitFor();
    return this.palette.getByRole('combobox');
  }

  /** Does what the page would ask the back end, as a script: `call('containers/stop', {...})`. */
  async call(procedure: string, input: unknown): Promise<unknown> {
    const key = await this.page.evaluate(() => sessionStorage.getItem('estiba.session'));
    const response = await fetch(`${this.server.origin}/rpc/${procedure}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    if (!response.ok) throw new Error(`${procedure}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}
