import { type ReactNode, useEffect, useState } from 'react';
import { PageHeader } from '../components/page-header';
import { SegmentedControl } from '../components/segmented-control';
import { Toaster } from '../components/toaster';
import { TooltipProvider } from '../components/tooltip';
import { ButtonsSection } from './buttons-section';
import { FormsSection } from './forms-section';
import { FrameDemo } from './frame-demo';
import { MetersSection } from './meters-section';
import { OverlaysSection } from './overlays-section';
import { StatesSection } from './states-section';
import { DemoTable, TableSection } from './table-section';
import { ViewsSection } from './views-section';

const themes = ['light', 'dark', 'contrast'] as const;
type Theme = (typeof themes)[number];

const parameter = (name: string): string | undefined =>
  new URLSearchParams(window.location.search).get(name) ?? undefined;

const ThemeSwitch = () => {
  const [theme, setTheme] = useState<Theme>(
    () => themes.find((name) => name === parameter('theme')) ?? 'light',
  );
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return (
    <SegmentedControl
      label="Theme"
      value={theme}
      onChange={setTheme}
      options={themes.map((value) => ({ value, label: value }))}
    />
  );
};

const Frame = () => (
  <FrameDemo>
    <PageHeader title="Containers" actions={<ThemeSwitch />} />
    <DemoTable
      count={Number(parameter('rows') ?? 1000)}
      initialView={parameter('groups') === undefined ? 'rows' : 'groups'}
    />
  </FrameDemo>
);

const Parts = () => (
  <main className="h-full overflow-auto">
    <h1 className="sr-only">Gallery of parts</h1>
    <div className="sticky top-0 z-20 flex items-center gap-4 border-b border-line bg-panel px-5 py-2">
      <strong>Gallery</strong>
      <ThemeSwitch />
    </div>
    <ButtonsSection />
    <MetersSection />
    <FormsSection />
    <OverlaysSection />
    <StatesSection />
    <TableSection />
    <ViewsSection />
  </main>
);

const Providers = ({ children }: { readonly children: ReactNode }) => (
  <TooltipProvider>
    {children}
    <Toaster labels={{ notifications: 'Notices', close: 'Close the notice' }} />
  </TooltipProvider>
);

/**
 * Every part in all its states. Development only: the app imports it lazily under `import.meta.env.DEV`. Parameters of
 * the address: `theme=light|dark|contrast`, `view=frame` for the whole window, `rows=1000`, `groups`.
 */
export const Gallery = () => <Providers>{parameter('view') === 'frame' ? <Frame /> : <Parts />}</Providers>;
