import { Box, Container, HardDrive, Network } from 'lucide-react';
import { Banner } from '../components/banner';
import { Button } from '../components/button';
import { EmptyState } from '../components/empty-state';
import { ErrorState } from '../components/error-state';
import { KeyValueList } from '../components/key-value-list';
import { RelationList } from '../components/relation-list';
import { SectionCard } from '../components/section-card';
import { SkeletonKpis, SkeletonRows, SkeletonText } from '../components/skeleton';
import { StateBadge } from '../components/state-badge';
import { demoStates } from './gallery-data';
import { copyLabels, errorLabels } from './gallery-labels';
import { GallerySection } from './gallery-section';

const Messages = () => (
  <GallerySection title="Messages">
    <Banner tone="info" title="An image of the same name is being built." />
    <Banner tone="ok" title="The engine is connected again." />
    <Banner tone="warn" title="This list is stale since 12:03" actions={<Button size="sm">Reconnect</Button>}>
      The engine does not answer. What you see was true then.
    </Banner>
    <Banner tone="bad" title="The container could not be started">
      driver failed programming external connectivity: port is already allocated
    </Banner>
    <div className="grid grid-cols-2 gap-4 max-[1100px]:grid-cols-1">
      <div className="flex rounded-lg border border-line bg-panel">
        <EmptyState
          icon={Container}
          title="No containers yet"
          level={3}
          actions={<Button variant="primary">Run an image…</Button>}
        >
          A container is a running instance of an image, with one writable layer on top.
        </EmptyState>
      </div>
      <div className="flex rounded-lg border border-line bg-panel">
        <ErrorState
          level={3}
          title="The socket may not be opened"
          tried="Connecting to unix:///var/run/docker.sock"
          answer="dial unix /var/run/docker.sock: connect: permission denied"
          nextStep="Add yourself to the group docker, then sign in again:"
          command="sudo usermod -aG docker ana"
          actions={<Button>Try again</Button>}
          details="code permission_denied, errno EACCES"
          errorId="e-7f31c2"
          labels={errorLabels}
        />
      </div>
    </div>
  </GallerySection>
);

const Skeletons = () => (
  <GallerySection title="Skeletons">
    <div className="grid grid-cols-3 items-start gap-6">
      <SkeletonRows label="Loading rows" count={4} />
      <SkeletonText label="Loading text" />
      <SkeletonKpis label="Loading figures" />
    </div>
  </GallerySection>
);

const Details = () => (
  <GallerySection title="Details">
    <div className="grid grid-cols-2 items-start gap-4 max-[1100px]:grid-cols-1">
      <SectionCard title="Container" aside={<code>docker inspect</code>} level={3}>
        <KeyValueList
          labels={copyLabels}
          items={[
            { id: 'id', label: 'Id', value: <code>4f1c9b0d2a77</code>, copy: '4f1c9b0d2a77' },
            { id: 'image', label: 'Image', value: 'shop/api:2.4.1', copy: 'shop/api:2.4.1' },
            { id: 'pid', label: 'Process', value: undefined, title: 'not running' },
            {
              id: 'command',
              label: 'Command',
              value: <code>node --enable-source-maps server.js --port 8080 --log-level info</code>,
            },
          ]}
        />
      </SectionCard>
      <SectionCard title="Uses" flush level={3}>
        <RelationList
          empty="Nothing"
          items={[
            { id: '1', icon: Box, label: 'shop/api:2.4.1', href: '#image', meta: '1.24 GiB' },
            {
              id: '2',
              icon: HardDrive,
              label: 'shop_data',
              href: '#volume',
              meta: <code>/var/lib/data</code>,
            },
            { id: '3', icon: Network, label: 'shop_default', href: '#network', meta: '172.18.0.3' },
            {
              id: '4',
              icon: Container,
              label: 'shop-db-1',
              href: '#db',
              meta: <StateBadge {...demoStates.healthy} />,
            },
            { id: '5', icon: HardDrive, label: 'a removed volume', href: undefined },
          ]}
        />
      </SectionCard>
    </div>
  </GallerySection>
);

export const StatesSection = () => (
  <>
    <Messages />
    <Skeletons />
    <Details />
  </>
);
