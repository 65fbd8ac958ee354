/** The system's browser: Playwright's own is not downloaded. */
export const chromiumPath = process.env.CHROMIUM || '/usr/bin/chromium';

/** No sandbox because tests run as root; the rest keeps the browser from making connections of its own. */
export const chromiumArgs: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
