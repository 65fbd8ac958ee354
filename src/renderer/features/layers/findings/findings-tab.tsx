import type { Analysis, ImageLocation } from '../../../../common/contract/layer-analysis';
import { assertNever } from '../../../../common/errors';
import { AnalysisFrame } from '../analysis-frame';
import { ConfigView } from './config-tab';
import { DockerfileView } from './dockerfile-tab';
import { HiddenView } from './hidden-tab';
import { WasteView } from './waste-tab';

export type FindingsViewName = 'waste' | 'hidden' | 'dockerfile' | 'config';

const View = ({ view, analysis }: { readonly view: FindingsViewName; readonly analysis: Analysis }) => {
  switch (view) {
    case 'waste':
      return <WasteView analysis={analysis} />;
    case 'hidden':
      return <HiddenView analysis={analysis} />;
    case 'dockerfile':
      return <DockerfileView analysis={analysis} />;
    case 'config':
      return <ConfigView analysis={analysis} />;
    default:
      return assertNever(view);
  }
};

/** One view of an opened image, with its progress and failures. */
export const FindingsTab = (props: { readonly view: FindingsViewName; readonly location: ImageLocation }) => (
  <AnalysisFrame location={props.location}>
    {(analysis) => <View view={props.view} analysis={analysis} />}
  </AnalysisFrame>
);
