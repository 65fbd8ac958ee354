export interface SparklineBox {
  readonly width: number;
  readonly height: number;
}

/** Largest value that the vertical axis shows: the limit or the largest sample, and never zero. */
export const sparklineTop = (samples: readonly (number | undefined)[], max: number | undefined): number => {
  const largest = samples.reduce<number>((top, sample) => Math.max(top, sample ?? 0), 0);
  return Math.max(max ?? 0, largest) || 1;
};

const round = (value: number): number => Math.round(value * 10) / 10;

/**
 * SVG paths of a line and of the area below it. Samples are spread over the whole width, oldest first; a missing sample
 * (`undefined`) leaves a gap, since nothing was measured there. A pixel of room keeps the line inside the box.
 */
export const toSparklinePaths = (
  samples: readonly (number | undefined)[],
  box: SparklineBox,
  top: number,
): { readonly line: string; readonly area: string } => {
  const step = samples.length > 1 ? box.width / (samples.length - 1) : 0;
  const yOf = (value: number): number =>
    round(box.height - 1 - (Math.max(0, value) / top) * (box.height - 2));
  const runs: { x: number; y: number }[][] = [[]];
  samples.forEach((sample, index) => {
    if (sample === undefined) runs.push([]);
    else runs.at(-1)?.push({ x: round(index * step), y: yOf(sample) });
  });
  const drawn = runs.filter((run) => run.length > 0);
  const toLine = (run: readonly { x: number; y: number }[]): string =>
    run.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  const toArea = (run: readonly { x: number; y: number }[]): string =>
    `${toLine(run)}V${box.height}H${run[0]?.x ?? 0}Z`;
  return { line: drawn.map(toLine).join(''), area: drawn.map(toArea).join('') };
};
