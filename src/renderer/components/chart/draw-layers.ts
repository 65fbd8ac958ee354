import type uPlot from 'uplot';
import type { ChartMark } from './chart-types';

/** Colours of the theme in use, as the canvas needs them. */
export interface ChartInk {
  readonly text: string;
  readonly line: string;
  readonly limit: string;
  readonly mark: string;
  readonly panel: string;
}

const font = '11px Inter Variable, system-ui, sans-serif';

function dot(u: uPlot, pixels: number): number {
  return pixels * (u.width > 0 ? u.ctx.canvas.width / u.width : 1);
}

function setFont(u: uPlot): void {
  u.ctx.font = font.replace('11', String(dot(u, 11)));
}

function write(u: uPlot, text: string, x: number, y: number, color: string, ground: string): void {
  const { ctx } = u;
  setFont(u);
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  // A rim of the ground keeps the text readable over a line.
  ctx.lineWidth = dot(u, 3);
  ctx.strokeStyle = ground;
  ctx.lineJoin = 'round';
  ctx.strokeText(text, x, y);
  ctx.fillStyle = color;
  ctx.fillText(text, x, y);
}

/** The limit as a dashed line with its text, or an arrow when it is beyond the upper edge. */
export function drawLimit(
  u: uPlot,
  limit: { readonly value: number; readonly label: string; readonly inside: boolean },
  ink: ChartInk,
): void {
  const { ctx, bbox } = u;
  const right = bbox.left + bbox.width - dot(u, 4);
  ctx.save();
  if (!limit.inside) {
    write(u, `↑ ${limit.label}`, right, bbox.top + dot(u, 8), ink.text, ink.panel);
    ctx.restore();
    return;
  }
  const y = Math.round(u.valToPos(limit.value, 'y', true));
  ctx.strokeStyle = ink.limit;
  ctx.lineWidth = dot(u, 1.5);
  ctx.setLineDash([dot(u, 5), dot(u, 3)]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.setLineDash([]);
  write(u, limit.label, right, y + dot(u, y - bbox.top < dot(u, 16) ? 9 : -9), ink.limit, ink.panel);
  ctx.restore();
}

/** Vertical lines with a cross at the top. */
export function drawMarks(u: uPlot, marks: readonly ChartMark[], ink: ChartInk): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.strokeStyle = ink.mark;
  for (const { at } of marks) {
    const x = Math.round(u.valToPos(at / 1000, 'x', true));
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.lineWidth = dot(u, 1);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const size = dot(u, 4);
    const y = bbox.top + dot(u, 7);
    ctx.lineWidth = dot(u, 2);
    ctx.beginPath();
    ctx.moveTo(x - size, y - size);
    ctx.lineTo(x + size, y + size);
    ctx.moveTo(x + size, y - size);
    ctx.lineTo(x - size, y + size);
    ctx.stroke();
  }
  ctx.restore();
}

/** A band at the bottom, as strong as the share is great. */
export function drawBand(
  u: uPlot,
  at: readonly number[],
  values: readonly (number | null)[],
  color: string,
): void {
  const { ctx, bbox } = u;
  const height = dot(u, 5);
  const bottom = bbox.top + bbox.height;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = color;
  for (let index = 1; index < at.length; index++) {
    const value = values[index] ?? 0;
    if (value <= 0) continue;
    const left = u.valToPos((at[index - 1] ?? 0) / 1000, 'x', true);
    const right = u.valToPos((at[index] ?? 0) / 1000, 'x', true);
    ctx.globalAlpha = 0.35 + 0.65 * Math.min(1, value);
    ctx.fillRect(left, bottom - height, Math.max(1, right - left), height);
  }
  ctx.restore();
}
