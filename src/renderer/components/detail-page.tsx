import { CircleSlash } from 'lucide-react';
import type { ReactNode } from 'react';
import { assertNever } from '../../common/errors';
import { Banner, type BannerProps } from './banner';
import { Button } from './button';
import { EmptyState } from './empty-state';
import { ErrorState, type ErrorStateProps } from './error-state';
import { BareLink } from './link';
import { PageHeader, type PageHeaderProps } from './page-header';
import { SkeletonKpis, SkeletonRows } from './skeleton';
import { type TabItem, Tabs } from './tabs';

/** Whether there is something to show about the object. */
export type DetailState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'loading'; readonly label: string }
  /** There is no such object. */
  | {
      readonly kind: 'absent';
      readonly title: string;
      readonly text: string;
      readonly back: { readonly label: string; readonly href: string };
    }
  | { readonly kind: 'error'; readonly error: ErrorStateProps; readonly retry: RetryAction };

export interface RetryAction {
  readonly label: string;
  readonly onRetry: () => void;
}

export interface DetailPageProps<Tab extends string> extends Omit<PageHeaderProps, 'joined'> {
  readonly state: DetailState;
  /** Below the header: removed, not live. */
  readonly notices: readonly (Pick<BannerProps, 'tone' | 'title'> & { readonly text: string })[];
  readonly tabsLabel: string;
  readonly tabs: readonly TabItem<Tab>[];
  readonly tab: Tab;
  readonly onTabChange: (tab: Tab) => void;
  /** Content of the chosen tab. */
  readonly children: ReactNode;
}

const Instead = ({ state }: { readonly state: Exclude<DetailState, { readonly kind: 'ready' }> }) => {
  switch (state.kind) {
    case 'loading':
      return (
        <div>
          <SkeletonKpis label={state.label} />
          <SkeletonRows label={state.label} />
        </div>
      );
    case 'absent':
      return (
        <EmptyState
          icon={CircleSlash}
          title={state.title}
          actions={
            <Button asChild>
              <BareLink href={state.back.href}>{state.back.label}</BareLink>
            </Button>
          }
        >
          {state.text}
        </EmptyState>
      );
    case 'error':
      return (
        <ErrorState
          {...state.error}
          actions={<Button onClick={state.retry.onRetry}>{state.retry.label}</Button>}
        />
      );
    default:
      return assertNever(state);
  }
};

/** A page about one object: header and tabs, or why there is nothing to show. */
export const DetailPage = <Tab extends string>(props: DetailPageProps<Tab>) => {
  const { state, notices, tabsLabel, tabs, tab, onTabChange, children, ...header } = props;
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <PageHeader {...header} joined={state.kind === 'ready' && notices.length === 0} />
      {notices.map(({ tone, title, text }) => (
        <Banner key={text} flush tone={tone} title={title}>
          {text}
        </Banner>
      ))}
      {state.kind === 'ready' ? (
        <Tabs label={tabsLabel} items={tabs} value={tab} onChange={onTabChange}>
          {children}
        </Tabs>
      ) : (
        <Instead state={state} />
      )}
    </div>
  );
};

/** Cards side by side where there is room; each as high as its content. */
export const CardGrid = ({ children }: { readonly children: ReactNode }) => (
  <div className="columns-1 gap-4 p-4 xl:columns-2 [&>*]:mb-4 [&>*]:break-inside-avoid">{children}</div>
);
