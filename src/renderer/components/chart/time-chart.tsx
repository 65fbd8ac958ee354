import { lazy, Suspense } from 'react';
import type { TimeChartProps } from './chart-types';

const UPlotChart = lazy(async () => ({ default: (await import('./uplot-chart')).UPlotChart }));

/** Values over time on a canvas. Its room is kept while the code is being loaded. */
export const TimeChart = (props: TimeChartProps) => (
  <Suspense fallback={<div style={{ height: props.height ?? 132 }} />}>
    <UPlotChart {...props} />
  </Suspense>
);
