import type { PortMapping } from '../../../common/contract/containers';
import { useMessages } from '../messages';
import { distinctPorts, formatPort } from './port-link';
import { useOpenPort } from './use-open-port';

export interface PortLinksProps {
  readonly ports: readonly PortMapping[];
  /** In a row of a list the links are no tab stops: the row's menu has them. */
  readonly inList?: boolean | undefined;
}

const PortLink = ({ port, inList }: { readonly port: PortMapping; readonly inList: boolean }) => {
  const { containers } = useMessages();
  const { urlOf, open } = useOpenPort();
  const text = formatPort(port);
  const url = urlOf(port);
  if (url === undefined) {
    const reason =
      port.hostPort === undefined || port.protocol !== 'tcp'
        ? containers.notPublished(text)
        : containers.notReachable(text);
    return (
      <span className="tabular text-ink-3" title={port.hostPort === undefined ? reason : undefined}>
        {text}
      </span>
    );
  }
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      tabIndex={inList ? -1 : undefined}
      title={containers.openPort(url)}
      className="tabular rounded-xs whitespace-nowrap text-accent no-underline hover:underline"
      onClick={(event) => {
        event.preventDefault();
        open(url);
      }}
    >
      {text}
    </a>
  );
};

/** Ports of a container; published ones open in the browser. */
export const PortLinks = ({ ports, inList = false }: PortLinksProps) => {
  const shown = distinctPorts(ports);
  return (
    <span className="flex min-w-0 gap-2 truncate">
      {shown.map((port) => (
        <PortLink key={formatPort(port)} port={port} inList={inList} />
      ))}
    </span>
  );
};
