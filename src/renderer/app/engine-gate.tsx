import { Plug, ServerOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../components/button';
import { EmptyState } from '../components/empty-state';
import { BareLink } from '../components/link';
import { useEngineControls } from '../features/engines/engine-controls';
import { EngineUnreachable } from '../features/engines/engine-unreachable';
import { EnginesPage } from '../features/engines/engines-page';
import { useCurrentEngineId } from '../lib/engine';
import { hasNoEngine } from '../lib/engine-list';
import { useContainers, useEngines } from '../lib/live-list';
import { useMessages } from '../lib/messages';

const Unknown = () => {
  const { engines } = useMessages();
  return (
    <EmptyState
      icon={ServerOff}
      title={engines.unknownEngine}
      actions={
        <Button asChild>
          <BareLink href="/engines">{engines.showAll}</BareLink>
        </Button>
      }
    >
      {engines.unknownEngineText}
    </EmptyState>
  );
};

const Disconnected = ({ engineId }: { readonly engineId: string }) => {
  const { engines } = useMessages();
  const { connect, busy } = useEngineControls(engineId);
  return (
    <EmptyState
      icon={Plug}
      title={engines.notConnected}
      actions={
        <Button variant="primary" loading={busy} onClick={connect}>
          {engines.connect}
        </Button>
      }
    >
      {engines.notConnectedText}
    </EmptyState>
  );
};

/**
 * In front of the pages of an engine: when there is nothing of it to show, says why and what to do. Lists that were
 * loaded stay, with a banner above them.
 */
export const EngineGate = ({ children }: { readonly children: ReactNode }) => {
  const engineId = useCurrentEngineId();
  const { byId, items, status } = useEngines();
  const containers = useContainers(engineId);
  const engine = engineId === undefined ? undefined : byId.get(engineId);
  if (!engine) return status === 'loading' ? children : <Unknown />;
  if (engine.state.kind === 'disconnected') return <Disconnected engineId={engine.id} />;
  const shown = containers.status !== 'loading';
  if (engine.state.kind === 'unreachable' && !shown) {
    // The page 'No engine found' says more than one missing socket.
    if (hasNoEngine(items)) return <EnginesPage />;
    return <EngineUnreachable engine={engine} state={engine.state} />;
  }
  return children;
};
