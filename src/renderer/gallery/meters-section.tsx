import { KpiStrip } from '../components/kpi-strip';
import { LimitBar } from '../components/limit-bar';
import { ProgressBar } from '../components/progress-bar';
import { Meter, SizeBar, type SizeSegment } from '../components/size-bar';
import { Sparkline } from '../components/sparkline';
import { GallerySection } from './gallery-section';

const samples = Array.from({ length: 60 }, (_, index) =>
  index > 20 && index < 26 ? undefined : 30 + 25 * Math.sin(index / 5) + (index % 7),
);

const disk: readonly SizeSegment[] = [
  { id: 'images', label: 'Images', size: 24, text: '24.1 GiB', color: 'c1' },
  { id: 'containers', label: 'Containers', size: 1.2, text: '1.2 GiB', color: 'c2' },
  { id: 'volumes', label: 'Volumes', size: 9.4, text: '9.4 GiB', color: 'c3' },
  {
    id: 'cache',
    label: 'Build cache, can be freed',
    size: 6.1,
    text: '6.1 GiB',
    color: 'waste',
    hatched: true,
  },
  { id: 'tiny', label: 'Logs', size: 0.01, text: '12 MiB', color: 'c5' },
];

const Bars = () => (
  <GallerySection title="Meters">
    <div className="grid grid-cols-2 gap-6 max-[900px]:grid-cols-1">
      <ProgressBar label="Pulling debian:13" value={0.63} detail="63 % · 12 MiB/s" />
      <ProgressBar label="Waiting for the engine" value={undefined} />
      <SizeBar label="Disk use" segments={disk} total={60} legend height="thick" />
      <SizeBar label="Layer 6" segments={disk.slice(0, 1)} total={50} />
      <LimitBar
        label="CPU"
        text="0.47 cores · 94 % of the limit"
        segments={[{ id: 'use', label: 'use', value: 0.47, color: 'c1' }]}
        max={1.5}
        limit={{ value: 0.5, text: 'limit 0.50 cores' }}
        source="cpu.max 50000 100000"
      />
      <LimitBar
        label="Memory"
        text="276 MiB in use · 54 %"
        segments={[
          { id: 'anon', label: 'anonymous', value: 235, color: 'c2' },
          { id: 'kernel', label: 'kernel', value: 41, color: 'c3' },
          { id: 'cache', label: 'inactive file cache', value: 108, color: 'c6' },
        ]}
        max={512}
        limit={{ value: 512, text: 'limit 512 MiB' }}
        source="memory.max"
      />
      <div className="flex items-center gap-4">
        <Sparkline label="CPU, now 42 %" samples={samples} />
        <Sparkline
          label="Memory, now 61 %"
          samples={samples}
          color="c3"
          limit={80}
          max={100}
          width={160}
          height={32}
        />
        <Sparkline label="No sample yet" samples={[]} />
      </div>
      <Meter label="Share of the largest" value={0.4} text="40 %" />
    </div>
  </GallerySection>
);

const Kpis = () => (
  <GallerySection title="Key figures" height={66}>
    <KpiStrip
      label="Key figures of the image"
      items={[
        { id: 'size', value: '1.24 GiB', label: 'stored in 9 layers', title: '1,331,439,861 bytes' },
        { id: 'waste', value: '312 MiB', label: 'wasted: stored, never visible', tone: 'waste' },
        { id: 'efficiency', value: '75 %', label: 'efficiency' },
        { id: 'shared', value: '684 MiB', label: 'shared with 4 images' },
        { id: 'files', value: undefined, label: 'files visible', title: 'not read yet' },
      ]}
    />
  </GallerySection>
);

export const MetersSection = () => (
  <>
    <Bars />
    <Kpis />
  </>
);
