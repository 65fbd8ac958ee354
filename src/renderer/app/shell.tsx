import { useState } from 'react';
import { AppFrame } from '../components/app-frame';
import { ContributionsProvider } from '../lib/contributions';
import { CurrentEngineProvider, useCurrentEngineId } from '../lib/engine';
import { useMessages } from '../lib/messages';
import { Banners } from './banners';
import { Brand } from './brand';
import { contributions } from './contributions';
import { useChosenEngineId } from './current-engine';
import { DesktopSync } from './desktop-sync';
import { useFrameActions } from './frame-actions';
import { useFrameEffects } from './frame-effects';
import { JobDrawer } from './job-drawer';
import { KeyListener } from './key-listener';
import { type OverlayName, Overlays } from './overlays';
import { Pages } from './pages';
import { useRail } from './rail';
import { StatusBar } from './status-bar';
import { TopBar } from './top-bar';

const Frame = () => {
  const { app } = useMessages();
  const engineId = useCurrentEngineId();
  const [overlay, setOverlay] = useState<OverlayName>();
  const [drawer, setDrawer] = useState<{ readonly open: boolean; readonly jobId?: string }>({ open: false });
  const rail = useRail(engineId);
  useFrameActions({
    openPalette: () => setOverlay('palette'),
    openShortcuts: () => setOverlay('shortcuts'),
    toggleDrawer: () => setDrawer((known) => ({ ...known, open: !known.open })),
  });
  useFrameEffects();
  const showJob = (jobId: string): void => setDrawer({ open: true, jobId });
  return (
    <AppFrame
      labels={{ skipToContent: app.skipToContent, navigation: app.navigation }}
      brand={<Brand />}
      topBar={<TopBar onSearch={() => setOverlay('palette')} onShowJob={showJob} />}
      rail={rail}
      drawer={
        <JobDrawer
          open={drawer.open}
          onOpenChange={(open) => setDrawer((known) => ({ ...known, open }))}
          jobId={drawer.jobId}
          onJobChange={(jobId) => setDrawer((known) => ({ ...known, jobId }))}
        />
      }
      statusBar={<StatusBar onShortcuts={() => setOverlay('shortcuts')} />}
    >
      <Banners />
      <Pages />
      <Overlays shown={overlay} onChange={setOverlay} />
      <KeyListener />
      <DesktopSync onOverlay={setOverlay} />
    </AppFrame>
  );
};

/** The window around the pages. */
export const Shell = () => (
  <CurrentEngineProvider value={useChosenEngineId()}>
    <ContributionsProvider value={contributions}>
      <Frame />
    </ContributionsProvider>
  </CurrentEngineProvider>
);
