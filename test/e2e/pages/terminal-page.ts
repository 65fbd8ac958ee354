import type { Locator, Page } from '@playwright/test';
import { expect } from '../../support/e2e';
import type { RealEngine } from './real-engine';

/** The command lines that run in a container, the main process first. */
export async function programsOf(engine: RealEngine, container: string): Promise<readonly string[]> {
  const [, ...lines] = (await engine.docker('top', container, '-eo', 'pid,args')).split('\n');
  return lines.map((line) => line.trim().replace(/^\d+\s+/, ''));
}

/** A container's tab with its terminals, in English. */
export class TerminalPage {
  /** What the screen shows now, line by line. */
  readonly rows: Locator;
  readonly open: Locator;
  readonly dialog: Locator;

  constructor(readonly page: Page) {
    this.rows = page.locator('.xterm-accessibility-tree');
    this.open = page.getByRole('button', { name: 'Open', exact: true });
    this.dialog = page.getByRole('alertdialog');
  }

  /** Where one types: the terminal with this number. */
  screen(number: number): Locator {
    return this.page.getByRole('textbox', { name: new RegExp(`^Terminal ${number} · `) });
  }

  /** The button of this terminal among the open ones. */
  tab(number: number): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^${number} · `) });
  }

  /** Opens what the form says, and waits until one can type there. */
  async start(number = 1): Promise<void> {
    await this.open.click();
    await expect(this.screen(number)).toBeFocused();
    await expect(this.rows).toContainText(/[#$] /);
  }

  /** Chooses a command of the user's own: a word per line. */
  async fillCommand(command: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Shell' }).click();
    await this.page.getByRole('option', { name: 'Other command…' }).click();
    await this.page.getByRole('textbox', { name: 'Command' }).fill(command);
  }

  async type(line: string): Promise<void> {
    await this.page.keyboard.type(`${line}\n`);
  }

  async close(number: number): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(`^Close ${number} · `) }).click();
  }

  /** Selects the word that begins the last line with this text. */
  async selectWord(text: string): Promise<void> {
    const box = await this.page.locator('.xterm-rows > div').filter({ hasText: text }).last().boundingBox();
    if (!box) throw new Error(`no line with ${text}`);
    await this.page.mouse.dblclick(box.x + 12, box.y + box.height / 2);
  }

  async clipboard(): Promise<string> {
    return await this.page.evaluate(() => navigator.clipboard.readText());
  }

  async fillClipboard(text: string): Promise<void> {
    await this.page.evaluate((next) => navigator.clipboard.writeText(next), text);
  }
}
