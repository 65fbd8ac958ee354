import { Activity, Boxes, Container, Gauge, HardDrive, Layers, Network, Settings } from 'lucide-react';
import type { ReactNode } from 'react';
import { AppFrame } from '../components/app-frame';
import type { RailSection } from '../components/app-rail';
import { Button } from '../components/button';
import { Kbd } from '../components/kbd';

const rail: readonly RailSection[] = [
  {
    id: 'main',
    items: [
      { id: 'overview', href: '#overview', label: 'Overview', icon: Gauge },
      {
        id: 'containers',
        href: '#containers',
        label: 'Containers',
        icon: Container,
        count: '14',
        current: true,
      },
      { id: 'images', href: '#images', label: 'Images', icon: Layers, count: '86' },
      { id: 'volumes', href: '#volumes', label: 'Volumes', icon: HardDrive, count: '9' },
      { id: 'networks', href: '#networks', label: 'Networks', icon: Network, count: '5' },
    ],
  },
  {
    id: 'system',
    heading: 'System',
    items: [
      { id: 'activity', href: '#activity', label: 'Activity', icon: Activity },
      { id: 'settings', href: '#settings', label: 'Settings', icon: Settings },
    ],
  },
];

/** The whole window, around one part: `?view=frame`. */
export const FrameDemo = ({ children }: { readonly children: ReactNode }) => (
  <AppFrame
    labels={{ skipToContent: 'Skip to the content', navigation: 'Main' }}
    brand={
      <>
        <Boxes aria-hidden size={17} className="shrink-0 text-accent" />
        <span className="max-[900px]:sr-only">Estiba</span>
      </>
    }
    topBar={
      <>
        <Button>Docker 28.5 · unix · cgroup v2</Button>
        <button
          type="button"
          className="mx-auto flex h-7.5 min-w-0 max-w-115 flex-1 items-center justify-between gap-2 rounded-md border border-line bg-bg px-2.5 text-ink-3 hover:bg-hover"
        >
          <span className="truncate">Search or run a command</span>
          <Kbd keys="Ctrl K" />
        </button>
        <Button>2 jobs · 63 %</Button>
      </>
    }
    rail={rail}
    statusBar={
      <>
        <span>14 containers, live</span>
        <span className="ml-auto">Engine calls in the last minute: 3</span>
      </>
    }
  >
    {children}
  </AppFrame>
);
