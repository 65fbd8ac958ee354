import type { Page } from '@playwright/test';
import type { FakeState } from '../fake-engine';
import { gridOf } from './bench-app';

/**
 * Compares what the list shows with what the engine holds, by scrolling through all of it. Returns one line per
 * container that is missing, shown though it is gone, or shown in another state.
 */
export async function findWrongRows(page: Page, state: FakeState): Promise<readonly string[]> {
  const rows = await readRows(page);
  const containers = [...state.containers.values()];
  const names = new Map(containers.map((container) => [container.name, container]));
  const shown = new Map<string, string>();
  const wrong: string[] = [];
  for (const row of rows) {
    const name = row
      .split('\n')
      .find((cell) => names.has(cell.trim()))
      ?.trim();
    if (name !== undefined) shown.set(name, row);
    else if (/\b(project-\d+-[a-z]+-1|solo-\d+|renamed-\d+)\b/.test(row)) wrong.push(`gone: ${oneLine(row)}`);
  }
  for (const container of containers) {
    const row = shown.get(container.name);
    if (row === undefined) wrong.push(`missing: ${container.name} (${container.state})`);
    else if (!showsState(row, container.state)) wrong.push(`${container.state}: ${oneLine(row)}`);
  }
  return wrong;
}

/** A running container with a health check shows its health in the place of its state. */
function showsState(row: string, state: string): boolean {
  const text = row.toLowerCase();
  return text.includes(state) || (state === 'running' && /\b(starting|healthy|unhealthy)\b/.test(text));
}

function oneLine(row: string): string {
  return row.replaceAll('\n', ' | ');
}

/** The text of every row, its cells in lines; the list only draws what is in view. */
async function readRows(page: Page): Promise<readonly string[]> {
  return await gridOf(page).evaluate(async (grid) => {
    const seen = new Map<string, string>();
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const collect = () => {
      for (const row of grid.querySelectorAll('[role=row][aria-rowindex]')) {
        const cells = [...row.querySelectorAll<HTMLElement>('[role=gridcell]')].map((cell) => cell.innerText);
        if (cells.length > 0) seen.set(row.getAttribute('aria-rowindex') ?? '', cells.join('\n'));
      }
    };
    for (let top = 0; top <= grid.scrollHeight; top += Math.floor(grid.clientHeight / 2)) {
      grid.scrollTop = top;
      await nextFrame();
      await nextFrame();
      collect();
    }
    grid.scrollTop = 0;
    return [...seen.values()];
  });
}
