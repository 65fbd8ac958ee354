import type { BrokenRule, LayersReport } from './report';

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** `1.5 GiB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

/** Terminals obey control characters; what comes from an image must not command them. */
function visible(text: string): string {
  return [...text]
    .map((letter) => (letter < ' ' || (letter >= '\u007f' && letter <= '\u009f') ? ' ' : letter))
    .join('');
}

function instruction(text: string | undefined, width = 90): string {
  const line = visible(text ?? '-').replace(/\s+/g, ' ');
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
}

const ruleTexts: Readonly<Record<BrokenRule['rule'], (rule: BrokenRule) => string>> = {
  maxWasteBytes: ({ allowed, found }) => `${formatBytes(found)} wasted, ${formatBytes(allowed)} allowed`,
  minScore: ({ allowed, found }) => `score ${found.toFixed(4)}, at least ${allowed} wanted`,
  maxLayers: ({ allowed, found }) => `${found} layers, ${allowed} allowed`,
  noSecrets: ({ found }) => `${found} hidden files look like secrets`,
};

function layerLine({ number, storedBytes, wastedBytes, createdBy }: LayersReport['layers'][number]): string {
  const wasted = wastedBytes > 0 ? `${formatBytes(wastedBytes)} wasted` : '';
  const figures = `${String(number).padStart(4)}  ${formatBytes(storedBytes).padStart(10)}  ${wasted}`;
  return `${figures.padEnd(36)}  ${instruction(createdBy)}`;
}

/** The report for people. */
export function printReport(report: LayersReport): string {
  const { image, method, storedBytes, visibleBytes, wastedBytes, score, layers } = report;
  const name = visible(image.references[0] ?? image.id ?? 'image');
  const lines = [
    `${name}${image.platform ? ` (${visible(image.platform)})` : ''}, read by ${method}`,
    `stored ${formatBytes(storedBytes)} · visible ${formatBytes(visibleBytes)} · wasted ${formatBytes(wastedBytes)} · score ${(score * 100).toFixed(1)} %`,
    '',
    'Layers, base first:',
    ...layers.map(layerLine),
  ];
  if (report.waste.length > 0) {
    lines.push('', `Wasted, largest first (${report.waste.length} of ${report.wastedPaths}):`);
    for (const row of report.waste)
      lines.push(
        `${formatBytes(row.bytes).padStart(10)}  /${visible(row.path)}`,
        `            ${row.how.replaceAll('_', ' ')} by layer ${row.by}: ${instruction(row.createdBy, 70)}`,
      );
  }
  if (report.secrets.length > 0) {
    lines.push('', 'Deleted but still inside, and looks like a secret:');
    for (const row of report.secrets)
      lines.push(`  /${visible(row.path)}  (layer ${row.layer}: ${row.rules.join(', ')})`);
  }
  if (report.broken.length > 0) {
    lines.push('', 'Broken rules:');
    for (const rule of report.broken) lines.push(`  ${rule.rule}: ${ruleTexts[rule.rule](rule)}`);
  }
  return `${lines.join('\n')}\n`;
}
