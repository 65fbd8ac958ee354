import type { ReactNode } from 'react';
import { AppRail, type RailSection } from './app-rail';

export interface AppFrameLabels {
  readonly skipToContent: string;
  readonly navigation: string;
}

export interface AppFrameProps {
  readonly labels: AppFrameLabels;
  readonly brand: ReactNode;
  /** Engine switcher, search, running jobs. */
  readonly topBar: ReactNode;
  readonly rail: readonly RailSection[];
  readonly children: ReactNode;
  /** A Drawer. */
  readonly drawer?: ReactNode;
  /** Texts of the status bar; a `<span className="ml-auto">` goes to the right. */
  readonly statusBar: ReactNode;
}

const mainId = 'main-content';

/** Moves the focus by hand: a change of the address would be taken for a page by the router. */
const skip = (event: React.MouseEvent): void => {
  event.preventDefault();
  document.getElementById(mainId)?.focus();
};

/** The window: top bar, rail, content, drawer, status bar. Only the content scrolls. */
export const AppFrame = ({ labels, brand, topBar, rail, children, drawer, statusBar }: AppFrameProps) => (
  <div className="grid h-full grid-cols-[auto_minmax(0,1fr)] grid-rows-[44px_minmax(0,1fr)_auto_26px] bg-bg">
    <a
      href={`#${mainId}`}
      onClick={skip}
      className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-accent focus:px-3 focus:py-1.5 focus:text-accent-ink"
    >
      {labels.skipToContent}
    </a>
    <header className="col-span-2 flex min-w-0 items-center gap-2.5 overflow-x-auto border-b border-line bg-panel pr-3 [scrollbar-width:none]">
      <div className="flex w-48.5 shrink-0 items-center gap-2 pl-4 font-semibold max-[900px]:w-12 max-[900px]:overflow-hidden">
        {brand}
      </div>
      {topBar}
    </header>
    <AppRail label={labels.navigation} sections={rail} />
    <main id={mainId} tabIndex={-1} className="flex min-h-0 min-w-0 flex-col overflow-hidden outline-none">
      {children}
    </main>
    <div className="col-start-2 min-w-0">{drawer}</div>
    <footer className="tabular col-span-2 flex min-w-0 items-center overflow-hidden gap-4 border-t border-line bg-panel px-3 text-sm whitespace-nowrap text-ink-3">
      {statusBar}
    </footer>
  </div>
);
