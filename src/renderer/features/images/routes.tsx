import { Layers } from 'lucide-react';
import { lazy } from 'react';
import { useImages } from '../../lib/live-list';
import type { FeatureRoute, NavEntry } from '../../lib/routes';

const ImageList = lazy(async () => ({ default: (await import('./image-list')).ImageList }));
const ImagePage = lazy(async () => ({ default: (await import('./image-page')).ImagePage }));

export const imagesRoutes: readonly FeatureRoute[] = [
  { path: '/e/:engineId/images', component: ImageList },
  { path: '/e/:engineId/images/:id', component: ImagePage },
];

export const imagesNav: NavEntry = {
  id: 'images',
  scope: 'engine',
  path: 'images',
  icon: Layers,
  label: (messages) => messages.images.title,
  useCount: (engineId) => {
    const list = useImages(engineId);
    return list.status === 'loading' ? undefined : list.items.length;
  },
  shortcut: 'g i',
};
