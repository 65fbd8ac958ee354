import { FileQuestion } from 'lucide-react';
import { type ComponentType, type ReactNode, Suspense } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { Button } from '../components/button';
import { EmptyState } from '../components/empty-state';
import { BareLink } from '../components/link';
import { SkeletonKpis, SkeletonRows } from '../components/skeleton';
import { enginePath, useCurrentEngineId } from '../lib/engine';
import { useEngines } from '../lib/live-list';
import { useMessages } from '../lib/messages';
import { CrashBoundary } from './crash-boundary';
import { EngineGate } from './engine-gate';
import { routes } from './routes';

const Loading = () => {
  const { app } = useMessages();
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <SkeletonKpis label={app.loadingPage} />
      <SkeletonRows label={app.loadingPage} />
    </div>
  );
};

/** The start: the engine shown last, or how to get one. */
const Start = () => {
  const engineId = useCurrentEngineId();
  const { status, items } = useEngines();
  if (engineId !== undefined) return <Redirect to={enginePath(engineId, 'overview')} replace />;
  if (status === 'fresh' && items.length === 0) return <Redirect to="/engines" replace />;
  return <Loading />;
};

const NotFound = () => {
  const { app } = useMessages();
  return (
    <EmptyState
      icon={FileQuestion}
      title={app.notFound}
      level={2}
      actions={
        <Button asChild>
          <BareLink href="/">{app.toOverview}</BareLink>
        </Button>
      }
    >
      {app.notFoundText}
    </EmptyState>
  );
};

const guard = (path: string, Page: ComponentType): ReactNode =>
  path.startsWith('/e/') ? (
    <EngineGate>
      <Page />
    </EngineGate>
  ) : (
    <Page />
  );

/** The page of the address. Each may fail by itself. */
export const Pages = () => {
  const [path] = useLocation();
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-auto">
      <CrashBoundary scope="page" resetKey={path}>
        <Suspense fallback={<Loading />}>
          <Switch>
            <Route path="/">
              <Start />
            </Route>
            {routes.map(({ path: pattern, component }) => (
              <Route key={pattern} path={pattern}>
                {guard(pattern, component)}
              </Route>
            ))}
            <Route>
              <NotFound />
            </Route>
          </Switch>
        </Suspense>
      </CrashBoundary>
    </div>
  );
};
