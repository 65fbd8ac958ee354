import type { ContainerSummary } from '../../../common/contract/containers';
import { Link } from '../../components/link';
import { enginePath } from '../../lib/engine';
import { toVisibleText } from '../../lib/resources/visible-text';

/** How many; which, on hover. */
export const MountCount = ({ container }: { readonly container: ContainerSummary }) => {
  const { mounts } = container;
  const text = mounts.map(({ name, source, destination }) => `${name ?? source ?? ''} → ${destination}`);
  return (
    <span className="tabular" title={toVisibleText(text.join('  ·  '))}>
      {mounts.length}
    </span>
  );
};

/** Networks of a row, each a link. */
export const NetworkLinks = (props: { readonly container: ContainerSummary; readonly engineId: string }) => (
  <span className="flex min-w-0 gap-2 truncate">
    {props.container.networks.map(({ name, networkId }) => (
      <Link
        key={name}
        tabIndex={-1}
        href={enginePath(props.engineId, 'networks', networkId ?? name)}
        className="truncate"
      >
        {toVisibleText(name)}
      </Link>
    ))}
  </span>
);
