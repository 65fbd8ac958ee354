import type { ImageLocation } from '../../../common/contract/layer-analysis';
import type { ImageTabProps } from '../../lib/contributions';
import { AnalysisFrame } from './analysis-frame';
import { LayersContent } from './layers-content';

export interface LayersTabProps {
  readonly location: ImageLocation;
}

/** The stack of an image and its files. */
export const LayersTab = ({ location }: LayersTabProps) => (
  <AnalysisFrame location={location} partial>
    {(analysis, reopen) => <LayersContent analysis={analysis} reopen={reopen} />}
  </AnalysisFrame>
);

/** As a tab on the page of an engine's image. */
export const ImageLayersTab = ({ engineId, details }: ImageTabProps) => (
  <LayersTab key={details.id} location={{ kind: 'engine', engineId, image: details.id }} />
);
