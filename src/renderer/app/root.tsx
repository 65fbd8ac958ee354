import { QueryClientProvider } from '@tanstack/react-query';
import { type ComponentPropsWithRef, type ReactNode, useState } from 'react';
import { Link as RouterLink } from 'wouter';
import { LinkProvider } from '../components/link';
import { Toaster } from '../components/toaster';
import { TooltipProvider } from '../components/tooltip';
import { ActionRegistry } from '../lib/action-registry';
import { ActionsProvider } from '../lib/actions';
import { createBrowserHost } from '../lib/browser-host';
import { ClientProvider, type EstibaClient, useTransport } from '../lib/client';
import type { Connection } from '../lib/connection';
import type { DesktopBridge } from '../lib/desktop-bridge';
import { createElectronHost } from '../lib/electron-host';
import { HostProvider } from '../lib/host-services';
import { type LocaleBundle, useMessages } from '../lib/messages';
import { MessagesProvider } from '../lib/messages-provider';
import { SettingsProvider, useSettings } from '../lib/preferences';
import { createQueryClient } from '../lib/query';
import type { SettingsStore } from '../lib/settings-store';
import { ToastsProvider } from '../lib/toasts';
import { chooseLocale } from './appearance';
import { AppearanceSync } from './appearance-sync';
import { CrashBoundary } from './crash-boundary';
import { DesktopProvider } from './desktop';
import { LinkPage } from './link-page';
import { Shell } from './shell';
import { toasterAdapter } from './toaster-adapter';

export interface RootProps {
  readonly client: EstibaClient;
  readonly connection: Connection;
  readonly settings: SettingsStore;
  readonly initialLocale: LocaleBundle;
  /** In a desktop window. */
  readonly bridge?: DesktopBridge;
}

const AppLink = (props: ComponentPropsWithRef<'a'> & { readonly href: string }) => <RouterLink {...props} />;

const Localized = (props: { readonly initial: LocaleBundle; readonly children: ReactNode }) => {
  const { settings } = useSettings();
  return (
    <MessagesProvider locale={chooseLocale(settings.language)} initial={props.initial}>
      {props.children}
    </MessagesProvider>
  );
};

/** Without a valid session there is nothing to show but the way to one. */
const Gate = () => {
  const transport = useTransport();
  return transport.kind === 'locked' ? <LinkPage reason={transport.error.details?.reason} /> : <Shell />;
};

const Messages = () => {
  const { app } = useMessages();
  return <Toaster labels={{ notifications: app.notifications, close: app.close }} />;
};

/** Everything that stands above the pages. */
export const Root = ({ client, connection, settings, initialLocale, bridge }: RootProps) => {
  const [queries] = useState(createQueryClient);
  const [actions] = useState(() => new ActionRegistry());
  const [host] = useState(() =>
    bridge ? createElectronHost(bridge.client) : createBrowserHost(toasterAdapter),
  );
  return (
    <ClientProvider value={{ client, connection }}>
      <QueryClientProvider client={queries}>
        <SettingsProvider value={settings}>
          <Localized initial={initialLocale}>
            <ToastsProvider value={toasterAdapter}>
              <HostProvider value={host}>
                <ActionsProvider value={actions}>
                  <DesktopProvider value={bridge?.client}>
                    <LinkProvider component={AppLink}>
                      <TooltipProvider>
                        <AppearanceSync />
                        <CrashBoundary scope="app">
                          <Gate />
                        </CrashBoundary>
                        <Messages />
                      </TooltipProvider>
                    </LinkProvider>
                  </DesktopProvider>
                </ActionsProvider>
              </HostProvider>
            </ToastsProvider>
          </Localized>
        </SettingsProvider>
      </QueryClientProvider>
    </ClientProvider>
  );
};
