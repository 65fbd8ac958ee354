import type { NetworkSummary } from '../../../common/contract/networks';
import { Chip } from '../../components/chip';
import { useMessages } from '../../lib/messages';
import { marksOf } from './marks-of';

/** What is particular about a network. */
export const NetworkMarks = ({ network }: { readonly network: NetworkSummary }) => {
  const { marks } = useMessages().networks;
  return marksOf(network).map((mark) => (
    <Chip key={mark} tone={mark === 'internal' ? 'warn' : 'neutral'} title={marks[`${mark}Text`]}>
      {marks[mark]}
    </Chip>
  ));
};
