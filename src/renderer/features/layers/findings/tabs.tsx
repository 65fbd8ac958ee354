import { lazy } from 'react';
import type { FeatureTab, ImageTabProps } from '../../../lib/contributions';
import type { Messages } from '../../../lib/messages';
import type { FindingsViewName } from './findings-tab';

const CompareTab = lazy(async () => ({ default: (await import('../compare/compare-tab')).CompareTab }));
const SharingView = lazy(async () => ({ default: (await import('../sharing/sharing-view')).SharingView }));
const FindingsTab = lazy(async () => ({ default: (await import('./findings-tab')).FindingsTab }));

function tab(
  id: string,
  view: FindingsViewName,
  label: (messages: Messages) => string,
): FeatureTab<ImageTabProps> {
  return {
    id,
    label,
    component: ({ engineId, details }) => (
      <FindingsTab key={details.id} view={view} location={{ kind: 'engine', engineId, image: details.id }} />
    ),
  };
}

/** What else there is to know of an image beside its layers. */
export const findingsImageTabs: readonly FeatureTab<ImageTabProps>[] = [
  tab('waste', 'waste', ({ findings }) => findings.waste.tab),
  tab('deleted', 'hidden', ({ findings }) => findings.hidden.tab),
  {
    id: 'sharing',
    label: ({ findings }) => findings.sharing.tab,
    component: ({ engineId, details }) => <SharingView engineId={engineId} imageId={details.id} />,
  },
  {
    id: 'compare',
    label: ({ findings }) => findings.compare.tab,
    component: ({ engineId, details }) => (
      <CompareTab
        key={details.id}
        engineId={engineId}
        location={{ kind: 'engine', engineId, image: details.id }}
      />
    ),
  },
  tab('dockerfile', 'dockerfile', ({ findings }) => findings.dockerfile.tab),
  tab('config', 'config', ({ findings }) => findings.config.tab),
];
