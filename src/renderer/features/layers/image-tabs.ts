import { lazy } from 'react';
import type { FeatureTab, ImageTabProps } from '../../lib/contributions';

const ImageLayersTab = lazy(async () => ({ default: (await import('./layers-tab')).ImageLayersTab }));

export const layersImageTab: FeatureTab<ImageTabProps> = {
  id: 'layers',
  label: (messages) => messages.layers.tab,
  component: ImageLayersTab,
};
