import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { AppError } from '../../common/errors';
import { createEstibaClient } from '../lib/client';
import { Connection } from '../lib/connection';
import { DesktopBridge } from '../lib/desktop-bridge';
import { loadLocale } from '../lib/messages';
import { exchangeToken, lockedError, openSocket, tabStorage, takeTokenFromAddress } from '../lib/session';
import { SettingsStore } from '../lib/settings-store';
import { applyAppearance, chooseLocale, readAppearance } from './appearance';
import { Root } from './root';
import { watchUncaught } from './uncaught';

/** A tunnel that died says nothing: after this many milliseconds of silence the server is asked. */
const heartbeatMs = 20_000;

interface Start {
  readonly connection: Connection;
  readonly bridge?: DesktopBridge;
}

function startDesktop(preload: NonNullable<Window['estibaDesktop']>): Start {
  const bridge = new DesktopBridge(preload);
  return { connection: new Connection({ open: bridge.open }), bridge };
}

function startBrowser(): Start {
  let token = takeTokenFromAddress();
  const open = async (signal: AbortSignal) => {
    if (token !== undefined) await trade(token);
    token = undefined;
    return openSocket(signal);
  };
  return { connection: new Connection({ open, heartbeatMs }) };
}

/** A link that was used before is no loss in a tab that has its key already. */
async function trade(token: string): Promise<void> {
  try {
    await exchangeToken(token);
  } catch (thrown) {
    const refused = thrown instanceof AppError && thrown.code === 'permission_denied';
    if (!refused) throw thrown;
    if (tabStorage.read() === undefined) throw lockedError('used', thrown.message);
  }
}

/** Shows the page at once; the connection is made meanwhile. */
export async function startPage(): Promise<void> {
  const element = document.getElementById('root');
  if (!element) throw new AppError('internal', 'the page has no #root');
  const appearance = readAppearance(localStorage);
  applyAppearance(document.documentElement, appearance);
  const { connection, bridge } = window.estibaDesktop ? startDesktop(window.estibaDesktop) : startBrowser();
  connection.start();
  for (const event of ['online', 'pageshow'] as const) {
    window.addEventListener(event, () => connection.retryNow());
  }
  const client = createEstibaClient(connection);
  watchUncaught(client);
  const settings = new SettingsStore(client, connection, appearance);
  const locale = await loadLocale(chooseLocale(appearance.language)).catch(() => loadLocale('en'));
  createRoot(element).render(
    <StrictMode>
      <Root
        client={client}
        connection={connection}
        settings={settings}
        initialLocale={locale}
        {...(bridge ? { bridge } : {})}
      />
    </StrictMode>,
  );
}
